const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; texts become text nodes, and null or false nothing. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** A button that submits nothing. */
export function button(text, click) {
  return element("button", { type: "button", click }, text);
}

/** The same as `element` for a picture. */
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== false));
  return made;
}
