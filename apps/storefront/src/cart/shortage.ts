import type { Problem } from '@tandem/ui';

/** Why the cart did not take it, in the words of a shop. */
export function shortageText(problem: Problem, partId: number): string {
  if (problem.code === 'insufficient_stock') {
    const available = problem.lines?.find((line) => line.part_id === partId)?.available ?? 0;
    return available > 0
      ? `Only ${available} available, including those in your cart`
      : 'This product is out of stock';
  }
  if (problem.status === 404) return 'This product is no longer for sale';
  if (problem.status === 0)
    return 'The shop could not be reached. Please check your cart before you try again.';
  return problem.detail ?? problem.title;
}
