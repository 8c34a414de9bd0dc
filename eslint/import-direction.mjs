import { dirname, relative, resolve, sep } from 'node:path';

/** The room of lib/ that a path lies in: the folder, or for a file directly in lib/ its name. Undefined outside of lib/. */
function roomOf(path, lib) {
  const inside = relative(lib, path);
  if (inside.startsWith('..')) return undefined;
  return inside === '' ? 'index' : inside.split(sep)[0].replace(/\.ts$/, '');
}

/**
 * Imports go downwards only: a room imports itself and the rooms listed for it. What is compared is the file that an import
 * resolves to, so no way of writing the path gets around it.
 */
export const importDirection = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: { lib: { type: 'string' }, rooms: { type: 'object' }, packages: { type: 'object' } },
        required: ['lib', 'rooms', 'packages'],
      },
    ],
    messages: {
      unknown: 'lib/{{room}} is not in the table of rooms in eslint.config.mjs: say what it may import',
      upwards: 'lib/{{room}} imports only from {{below}}, not from {{other}}',
      outside: 'lib/ imports nothing from outside of itself: its files alone are compiled and published',
      itself: 'lib/ imports its own files by relative paths, not through the package',
      package: 'only {{allowed}} imports {{name}}',
    },
  },
  create(context) {
    const [{ lib, rooms, packages }] = context.options;
    const room = roomOf(context.filename, lib);

    function check(node) {
      if (node?.type !== 'Literal' || typeof node.value !== 'string') return;
      const name = node.value;
      if (!name.startsWith('.')) return checkPackage(node, name);
      const other = roomOf(resolve(dirname(context.filename), name), lib);
      if (other === undefined) return context.report({ node, messageId: 'outside' });
      if (!(room in rooms)) return context.report({ node, messageId: 'unknown', data: { room } });
      if (other === room || rooms[room].includes(other)) return;
      const below = rooms[room].map((each) => `lib/${each}`).join(', ') || 'itself';
      context.report({ node, messageId: 'upwards', data: { room, below, other: `lib/${other}` } });
    }

    function checkPackage(node, name) {
      if (/^cdk8s-secure-llm(\/|$)/.test(name)) return context.report({ node, messageId: 'itself' });
      for (const [prefix, allowed] of Object.entries(packages)) {
        if (name !== prefix && !name.startsWith(`${prefix}/`)) continue;
        if (!allowed.includes(room)) {
          const allowedRooms = allowed.map((each) => `lib/${each}`).join(', ');
          context.report({ node, messageId: 'package', data: { allowed: allowedRooms, name: prefix } });
        }
      }
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
    };
  },
};
