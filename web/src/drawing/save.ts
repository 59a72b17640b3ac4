/** A drawing as a file of its own: with the styles that the page gives it, its title and its sources. */

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "font-weight", "text-anchor", "opacity", "stroke-linecap", "stroke-linejoin", "fill-opacity"];
const MARGIN = 16;
const LINE = 18;

/** The drawing as SVG text; TITLE stands over it, each of NOTES under it. */
export function asSvg(svg: SVGSVGElement, title: string, notes: string[]): { text: string; width: number; height: number } {
  const { width: inner, height: drawn } = svg.getBoundingClientRect();
  const width = Math.ceil(inner) + 2 * MARGIN;
  const height = Math.ceil(drawn) + 2 * MARGIN + LINE * (notes.length + 2);
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of STYLES) to[at]!.setAttribute(name, style.getPropertyValue(name));
    to[at]!.removeAttribute("class");
  });
  const style = getComputedStyle(document.documentElement);
  const [paper, ink] = [style.getPropertyValue("--paper"), style.getPropertyValue("--ink")];
  const family = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");
  const line = (text: string, y: number, size: number) =>
    `<text x="${MARGIN}" y="${y}" fill="${ink}" font-size="${size}" font-family="${family}">${escaped(text)}</text>`;
  const top = MARGIN + LINE;
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    line(title, MARGIN + 12, 15),
    `<g transform="translate(${MARGIN},${top})">${new XMLSerializer().serializeToString(copy)}</g>`,
    ...notes.map((note, at) => line(note, top + drawn + LINE * (at + 1), 11)),
    "</svg>",
  ].join("\n");
  return { text, width, height };
}

export function saveSvg(svg: SVGSVGElement, title: string, notes: string[]): void {
  save(new Blob([asSvg(svg, title, notes).text], { type: "image/svg+xml" }), `${title}.svg`);
}

export async function savePng(svg: SVGSVGElement, title: string, notes: string[], times = 2): Promise<void> {
  const { text, width, height } = asSvg(svg, title, notes);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * times;
  canvas.height = height * times;
  const context = canvas.getContext("2d")!;
  context.scale(times, times);
  context.drawImage(image, 0, 0);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) save(blob, `${title}.png`);
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[/\\:*?"<>|]/g, " ");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);
}
