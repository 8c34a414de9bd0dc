import { type LabelRegion } from './label-region';

/** Labels that no selector tells apart. */
export interface LabelClass {
  /** The labels. */
  readonly region: LabelRegion;
  /** Which of the selectors, by their index, select them. */
  readonly selectedBy: readonly number[];
}

/** Splits the region into the classes that the selectors tell apart; every label set in it is in exactly one. */
export function labelClasses(region: LabelRegion, selectors: readonly LabelRegion[]): LabelClass[] {
  return selectors.reduce<LabelClass[]>(
    (classes, selector, index) => classes.flatMap((each) => split(each, selector, index)),
    [{ region, selectedBy: [] }],
  );
}

function split({ region, selectedBy }: LabelClass, selector: LabelRegion, index: number): LabelClass[] {
  const inside = region.intersect(selector);
  if (inside.isEmpty) return [{ region, selectedBy }];
  return [
    ...region.subtract(selector).map((outside) => ({ region: outside, selectedBy })),
    { region: inside, selectedBy: [...selectedBy, index] },
  ];
}
