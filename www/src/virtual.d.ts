/** The titles of the rules by their codes, taken from the rules' documentation when the page is built. */
declare module "virtual:rule-titles" {
  const titles: Record<string, string>;
  export default titles;
}
