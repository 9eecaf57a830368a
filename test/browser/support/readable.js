/**
 * What a person could not read or reach on the page as it is drawn now, in words: text with less than 4.5 to 1 contrast, text that is
 * cut off without a mark, something to press that lies under something else, a page wider or higher than the window.
 */
export function unreadable() {
  const findings = [];
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) findings.push(`the page is ${scrollWidth} × ${scrollHeight}`);
  const dialog = document.querySelector('dialog[open]');
  for (const element of (dialog ?? document.body).querySelectorAll('*')) {
    if (element.closest('[inert]') !== null || !isDrawn(element)) continue;
    const named = `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').trim().slice(0, 40)}`;
    if (hasOwnText(element) && isClipped(element)) findings.push(`clipped: ${named}`);
    if (!isInSight(element)) continue;
    if (hasOwnText(element)) {
      const ratio = contrastOf(element);
      if (ratio < 4.5) findings.push(`contrast ${ratio.toFixed(2)}: ${named}`);
      if (isCutOff(element)) findings.push(`cut off: ${named}`);
    }
    if (element.matches('button, a, select, input, textarea, summary') && isCovered(element)) findings.push(`covered: ${named}`);
  }
  return findings;
}

function hasOwnText(element) {
  return [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
}

function isDrawn(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** Reaches sideways out of a box that hides the rest and cannot be scrolled, nor says with three dots that there is more. */
function isClipped(element) {
  const own = element.getBoundingClientRect();
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    const { overflowX, textOverflow } = getComputedStyle(box);
    if (overflowX === 'auto' || overflowX === 'scroll') return false;
    if (overflowX === 'visible' || textOverflow === 'ellipsis') continue;
    const outer = box.getBoundingClientRect();
    if (own.left < outer.left - 1 || own.right > outer.right + 1) return true;
  }
  return false;
}

/** Wholly within every box that it may be scrolled out of. */
function isInSight(element) {
  const own = element.getBoundingClientRect();
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    if (getComputedStyle(box).overflow === 'visible') continue;
    const outer = box.getBoundingClientRect();
    if (own.top < outer.top - 1 || own.bottom > outer.bottom + 1 || own.left < outer.left - 1 || own.right > outer.right + 1) return false;
  }
  return true;
}

function isCutOff(element) {
  const { overflowX, textOverflow } = getComputedStyle(element);
  if (element instanceof SVGElement || textOverflow === 'ellipsis' || overflowX === 'auto' || overflowX === 'scroll') return false;
  return element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
}

function isCovered(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  if (there === null || there.closest('.toolbar, [role="menu"], [role="listbox"]') !== null) return false;
  return !element.contains(there) && !there.contains(element);
}

function contrastOf(element) {
  const style = getComputedStyle(element);
  const ground = groundOf(element);
  const ink = over(colourOf(element instanceof SVGElement ? style.fill : style.color), ground);
  const [lighter, darker] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour behind an element: the backgrounds of all that it stands in, laid over each other. */
function groundOf(element) {
  const layers = [];
  for (let box = element; box !== null; box = box.parentElement) layers.push(colourOf(getComputedStyle(box).backgroundColor));
  return layers.reverse().reduce((ground, layer) => over(layer, ground), { r: 255, g: 255, b: 255, a: 1 });
}

/** Colours by how CSS writes them: a page has few, and each is asked for by every element that stands in it. */
const coloursSeen = new Map();

/** Any CSS colour in red, green, blue and alpha: the browser itself draws it. */
function colourOf(css) {
  const seen = coloursSeen.get(css);
  if (seen !== undefined) return seen;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  const colour = { r, g, b, a: a / 255 };
  coloursSeen.set(css, colour);
  return colour;
}

function over(layer, ground) {
  const mixed = name => layer[name] * layer.a + ground[name] * (1 - layer.a);
  return { r: mixed('r'), g: mixed('g'), b: mixed('b'), a: 1 };
}

function luminance({ r, g, b }) {
  const [red, green, blue] = [r, g, b].map(value =>
    value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
