// The publish button of a content system: blocked while there are errors, or the check is not done yet.
const check = document.querySelector("gouji-check");
const publish = document.querySelector("#publish");
const outcome = document.querySelector("#outcome");

check.addEventListener("gouji:checking", () => {
  publish.disabled = true;
  outcome.textContent = "";
});
check.addEventListener("gouji:checked", ({ detail }) => {
  publish.disabled = detail.summary.errors > 0;
});
// A check that could not be made says nothing about the draft: the decision is left to people.
check.addEventListener("gouji:failed", () => {
  publish.disabled = false;
});
publish.addEventListener("click", () => {
  outcome.textContent = "已发布";
});
