// The form of a publication shows the fields that its type asks for, and any other that says
// something; one button shows them all. Without a script all are there.
const panels = () => [...document.querySelectorAll("[data-publication-types]")];

const isEmpty = (panel) =>
  [...panel.querySelectorAll("input, textarea, select")].every((field) => field.type === "hidden" || !field.value.trim());

function arrange(type, all) {
  for (const panel of panels()) {
    panel.hidden = !all && !panel.dataset.publicationTypes.split(" ").includes(type.value) && isEmpty(panel);
  }
}

function start() {
  const type = document.querySelector("#id_type");
  const section = document.querySelector(".publication-appeared");
  if (!type || !section || section.dataset.arranged) return;
  section.dataset.arranged = "true";
  let all = false;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = document.querySelector("#publication-form-words")?.dataset.showAll ?? "…";
  button.addEventListener("click", () => {
    all = true;
    button.remove();
    arrange(type, all);
  });
  section.append(button);
  type.addEventListener("change", () => arrange(type, all));
  arrange(type, all);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
