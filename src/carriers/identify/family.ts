/** Parents, children and sisters among the registry's codes. */
import { carrierByCode } from "#carriers/registry.ts";

export function isFamily(a: string, b: string): boolean {
  const [one, two] = [carrierByCode(a), carrierByCode(b)];
  return (
    one !== undefined &&
    two !== undefined &&
    (one.parent === b || two.parent === a || (one.parent !== null && one.parent === two.parent))
  );
}
