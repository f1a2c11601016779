import titles from "virtual:rule-titles";

/** The printed name of a rule, or its code while it has none. */
export function titleOf(code: string): string {
  return titles[code] ?? code;
}
