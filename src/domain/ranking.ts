/** The places of the largest and the next largest of at least two numbers; of equal ones, the earlier comes first. */
export function firstAndSecond(values: ArrayLike<number>): readonly [first: number, second: number] {
  let first = 0;
  let second = 1;
  if (values[1]! > values[0]!) [first, second] = [1, 0];
  for (let place = 2; place < values.length; place++) {
    if (values[place]! > values[first]!) [first, second] = [place, first];
    else if (values[place]! > values[second]!) second = place;
  }
  return [first, second];
}
