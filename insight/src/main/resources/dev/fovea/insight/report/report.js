"use strict";
(() => {
  const source = document.getElementById("images");
  const dialog = document.getElementById("cell");
  if (!source || !dialog) return;
  const data = JSON.parse(source.textContent);
  const columns = 40;

  const make = (name, style, text) => {
    const element = document.createElement(name);
    if (style) element.className = style;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const percent = (part) => (part > 0 && part < 5 ? "< 0.1\u00a0%" : (part / 100).toFixed(1) + "\u00a0%");

  const bars = (probabilities, right, said) => {
    const list = make("ul", "bars");
    for (let i = 0; i < probabilities.length; i += 2) {
      const label = probabilities[i];
      const row = make("li", label === right ? "good" : label === said ? "bad" : "");
      const bar = make("i");
      bar.style.setProperty("--p", String(probabilities[i + 1] / 100));
      row.append(make("span", "", data.labels[label]), bar, make("span", "", percent(probabilities[i + 1])));
      list.append(row);
    }
    return list;
  };

  const figure = (place) => {
    const [name, right, said, probabilities] = data.images[place];
    const shot = make("figure", "shot");
    const image = make("span", "im");
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", `image ${name}, right: ${data.labels[right]}, said: ${data.labels[said]}`);
    image.style.setProperty("--x", String(place % columns));
    image.style.setProperty("--y", String(Math.floor(place / columns)));
    const caption = make("figcaption");
    caption.append(make("p", "soft name", name), bars(probabilities, right, said));
    shot.append(image, caption);
    return shot;
  };

  const open = (key) => {
    const [said, right] = key.split(",").map(Number);
    const [count, places] = data.cells[key] ?? [0, []];
    const name = (label) => data.labels[label];
    document.getElementById("cell-title").textContent =
      said === right ? `${name(right)}, recognised` : `${name(right)}, said to be ${name(said)}`;
    document.getElementById("cell-note").textContent =
      places.length < count ? `${places.length} of ${count} images shown` : count === 1 ? "1 image" : `${count} images`;
    document.getElementById("cell-images").replaceChildren(...places.map(figure));
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cell]");
    if (button) open(button.dataset.cell);
    else if (event.target === dialog || event.target.id === "close") dialog.close();
  });

  // One stop of the Tab key for the whole matrix; arrows move within it.
  const matrix = document.getElementById("matrix");
  const cells = [...matrix.querySelectorAll("button")];
  const place = (button) => button.dataset.cell.split(",").map(Number);
  const focusable = (chosen) => cells.forEach((cell) => (cell.tabIndex = cell === chosen ? 0 : -1));
  focusable(cells[0]);
  matrix.addEventListener("focusin", (event) => cells.includes(event.target) && focusable(event.target));
  matrix.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step || !cells.includes(event.target)) return;
    event.preventDefault();
    const [row, column] = place(event.target);
    const along = step[0] === 0 ? 1 : 0;
    const ahead = (button) => (place(button)[along] - [row, column][along]) * step[along];
    const aside = (button) => Math.abs(place(button)[1 - along] - [row, column][1 - along]);
    const next = cells
      .filter((button) => ahead(button) > 0)
      .sort((a, b) => aside(a) - aside(b) || ahead(a) - ahead(b))[0];
    if (next) next.focus();
  });

  const folded = [...document.querySelectorAll("details")];
  addEventListener("beforeprint", () => folded.forEach((one) => (one.open = true)));
})();
