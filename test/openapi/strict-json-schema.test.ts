import { strictJsonSchema, type OpenApiDocument } from './strict-json-schema';

const widget = { apiVersion: 'example.com/v1', kind: 'Widget' };
const published: OpenApiDocument = {
  components: {
    schemas: {
      Widget: {
        type: 'object',
        description: 'prose',
        properties: {
          size: { type: 'integer', format: 'int32', default: 0 },
          // a property may be called like a keyword
          description: { type: 'string', description: 'prose' },
          part: { default: {}, allOf: [{ $ref: '#/components/schemas/Part' }] },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
        'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
      },
      Part: { type: 'object', properties: { parent: { $ref: '#/components/schemas/Part' } }, required: ['parent'] },
      Unreached: { type: 'string' },
    },
  },
};
const { kinds, definitions } = strictJsonSchema([widget], new Map([[widget.apiVersion, published]]));

test('each kind points to its definition', () => {
  expect(kinds).toEqual({ 'example.com/v1/Widget': 'Widget' });
});

test('only definitions that the kinds reach are kept, through cycles too', () => {
  expect(Object.keys(definitions)).toEqual(['Part', 'Widget']);
});

test('an object with named properties takes no others', () => {
  expect(definitions['Part']).toEqual({
    type: 'object',
    properties: { parent: { $ref: '#/definitions/Part' } },
    required: ['parent'],
    additionalProperties: false,
  });
});

test('a map keeps its free keys', () => {
  expect(definitions['Widget']).toHaveProperty('properties.labels.additionalProperties', { type: 'string' });
});

test('prose and defaults go, a property that is called like a keyword stays', () => {
  expect(definitions['Widget']).not.toHaveProperty('description');
  expect(definitions['Widget']).toHaveProperty('properties.description', { type: 'string' });
});

test('an int32 keeps its range when its format goes', () => {
  expect(definitions['Widget']).toHaveProperty('properties.size', {
    type: 'integer',
    minimum: -2147483648,
    maximum: 2147483647,
  });
});

test('a kind that is not published is an error', () => {
  expect(() => strictJsonSchema([{ ...widget, kind: 'Gadget' }], new Map([[widget.apiVersion, published]]))).toThrow(
    'no schema of example.com/v1/Gadget is published',
  );
});
