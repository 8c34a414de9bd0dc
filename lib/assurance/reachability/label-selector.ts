import { fieldsOf, isFields, listOf } from '../fields';
import { errors } from './errors';
import { LabelRegion } from './label-region';
import { ValueSet } from './value-set';

/**
 * Reads a `LabelSelector` of meta/v1: matchLabels AND matchExpressions. An empty one selects everything.
 * @throws InvalidPolicyError if the API server would refuse it
 */
export function selectedBy(selector: unknown): LabelRegion {
  if (!isFields(selector)) throw errors.selectorShape(selector);
  let region = LabelRegion.ANY;
  for (const [key, value] of Object.entries(fieldsOf(selector.matchLabels))) {
    if (typeof value !== 'string') throw errors.selectorValue(key, value);
    region = region.intersect(LabelRegion.where(key, ValueSet.in([value])));
  }
  for (const expression of listOf(selector.matchExpressions)) region = region.intersect(required(expression));
  return region;
}

function required(expression: unknown): LabelRegion {
  const { key, operator, values: raw } = fieldsOf(expression);
  if (typeof key !== 'string' || key === '') throw errors.selectorKey(key);
  const values = listOf(raw).map((value) => {
    if (typeof value !== 'string') throw errors.selectorValue(key, value);
    return value;
  });
  const wantsValues = operator === 'In' || operator === 'NotIn';
  if (wantsValues !== values.length > 0) {
    if (wantsValues || operator === 'Exists' || operator === 'DoesNotExist')
      throw errors.selectorValues(key, operator, values.length);
  }
  switch (operator) {
    case 'In':
      return LabelRegion.where(key, ValueSet.in(values));
    case 'NotIn':
      return LabelRegion.where(key, ValueSet.notIn(values)); // an object without the key is selected too
    case 'Exists':
      return LabelRegion.where(key, ValueSet.EXISTS);
    case 'DoesNotExist':
      return LabelRegion.where(key, ValueSet.MISSING);
    default:
      throw errors.selectorOperator(operator);
  }
}
