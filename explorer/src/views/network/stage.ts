// The picture in WebGL: sigma draws marks and lines, two canvases of our own what lies under them
// (clusters) and over them (labels, gaps, what is chosen).
import Graph from "graphology";
import Sigma from "sigma";
import { number } from "../../text/language";
import type { Colours } from "./colours";
import { boxOf, fontOf, type Labelled, measureBy, type Measure, placed, shortName } from "./labels";
import { colourOf, type Emphasis, emphasisOf, lineColour, lineWidth, type Look, missingLines, mixed, NO_LOOK, rgb } from "./look";
import { byWeight, heads, type Mark, type Picture } from "./model";
import { ground, LANE, LineProgram, MarkProgram, NoLines, NoMarks } from "./programs";

const MOST_LABELS = 160;
const MOST_TRIED = 2000;
const MANY_LINES = 4000;
const NEAR = 7; // pixels from a line at which a click still means it
const PADDING = 34;
const SAME = 0.01; // pixels
const SQUARE = { x: [0, 1] as [number, number], y: [0, 1] as [number, number] };

export interface StageEvents {
  onMark(at: number): void;
  onLine(at: number): void;
  onGround(): void;
  onNear(at: number | null): void;
  /** The picture has been drawn anew: what lies over it has other places. */
  onDrawn(): void;
  /** The picture has slid by so many pixels since it was drawn: what lies over it slides along. */
  onSlid(by: Point): void;
}

interface Layered {
  beforeLayer?: string;
  afterLayer?: string;
  style?: Partial<CSSStyleDeclaration>;
}

export interface Point {
  x: number;
  y: number;
}

/**
 * Sigma without its picking: it draws every mark a second time into a texture that is made anew with
 * each frame, and waits for the graphics card to read one pixel of it whenever the pointer moves.
 */
class Renderer extends Sigma {
  override createWebGLContext(id: string, options?: object): WebGLRenderingContext {
    return super.createWebGLContext(id, { ...options, picking: false });
  }

  /** Has another tell which mark lies at a point; the method is sigma's own, which the pinned release has. */
  pickBy(markAt: (point: Point) => string | null): void {
    Object.assign(this, { getNodeAtPosition: markAt });
  }
}

/** In a smaller frame marks are smaller, too: a phone has place for no more. */
const ROOMY = 560; // pixels
const SMALLEST = 0.5;

/** Layers of sigma's that hold nothing here, and would be composited with every frame. */
const UNUSED = ["edgeLabels", "labels", "hovers", "hoverNodes"];
const REST = 120; // milliseconds without a move, after which what slid is drawn anew
const STILL: Point = { x: 0, y: 0 };

export class Stage {
  private readonly sigma: Renderer;
  private readonly events: StageEvents;
  private readonly under: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private readonly measure: Measure;
  private picture: Picture | null = null;
  private colours: Colours;
  private look: Look = NO_LOOK;
  private emphasis: Emphasis | null = null;
  private order: Mark[] = [];
  private heads: Mark[] = [];
  private isLettered = false;
  /** Where the corners of the picture were when the layers over and under it were drawn; null: they are out of date. */
  private corners: [Point, Point] | null = null;
  private resting = 0;

  constructor(container: HTMLElement, colours: Colours, events: StageEvents) {
    this.colours = colours;
    this.events = events;
    this.sigma = new Renderer(new Graph(), container, {
      // Sigma's own programs by these names would be compiled in any case.
      nodeProgramClasses: { circle: MarkProgram },
      nodeHoverProgramClasses: { circle: NoMarks },
      edgeProgramClasses: { line: LineProgram, arrow: NoLines },
      defaultNodeType: "circle",
      defaultEdgeType: "line",
      renderLabels: false,
      defaultDrawNodeHover: () => undefined,
      stagePadding: PADDING,
      minCameraRatio: 0.01,
      maxCameraRatio: 3,
      zIndex: true,
      allowInvalidContainer: true,
      nodeReducer: (_, data) => ({ ...data, ...this.markLook(data as { mark: Mark }) }),
      edgeReducer: (_, data) => ({ ...data, ...this.lineLook(data) }),
    });
    this.sigma.pickBy((point) => this.markAt(point));
    const canvases = this.sigma.getCanvases();
    for (const name of UNUSED) canvases[name]?.style.setProperty("display", "none");
    // The whole picture is the frame, so that what comes and goes moves nothing else.
    this.sigma.setCustomBBox(SQUARE);
    this.under = this.layer("under", { beforeLayer: "edges" });
    this.over = this.layer("over", { afterLayer: "nodes" });
    this.sigma.resize(true);
    this.measure = measureBy(this.over);
    this.listen();
    this.takeColours(colours);
  }

  /** A canvas of our own; sigma takes these options, though its types leave out where it stands. */
  private layer(id: string, options: Layered): CanvasRenderingContext2D {
    this.sigma.createCanvasContext(id, options);
    const canvas = this.sigma.getCanvases()[id];
    const context = canvas?.getContext("2d");
    if (!context) throw new Error("no canvas");
    return context;
  }

  private listen(): void {
    const { sigma, events } = this;
    sigma.on("clickNode", ({ node }) => events.onMark(Number(node)));
    sigma.on("enterNode", ({ node }) => events.onNear(Number(node)));
    sigma.on("leaveNode", () => events.onNear(null));
    sigma.on("clickStage", ({ event }) => {
      const line = this.lineAt(event);
      if (line === null) events.onGround();
      else events.onLine(line);
    });
    sigma.on("doubleClickNode", (event) => event.preventSigmaDefault());
    sigma.on("resize", () => {
      this.corners = null; // a canvas of another size is empty
    });
    sigma.on("afterRender", () => this.drawLayers());
  }

  /** Slides what was drawn over and under the picture along with it, and draws it anew where that is not enough. */
  private drawLayers(): void {
    if (!this.picture) return;
    const by = this.slid();
    clearTimeout(this.resting);
    if (by === null) this.drawAnew();
    else {
      this.slide(by);
      if (by !== STILL) this.resting = window.setTimeout(() => this.drawAnew(), REST);
    }
  }

  /** By how much the picture has slid since the layers were drawn; null where they are to be drawn anew. */
  private slid(): Point | null {
    if (!this.corners) return null;
    const [[first, last], [a, b]] = [this.corners, this.cornersNow()];
    const by = { x: a.x - first.x, y: a.y - first.y };
    const stretch = Math.abs(b.x - last.x - by.x) + Math.abs(b.y - last.y - by.y);
    if (stretch > SAME) return null;
    return Math.abs(by.x) + Math.abs(by.y) < SAME ? STILL : by;
  }

  private cornersNow(): [Point, Point] {
    return [this.sigma.graphToViewport({ x: 0, y: 0 }), this.sigma.graphToViewport({ x: 1, y: 1 })];
  }

  private slide({ x, y }: Point): void {
    for (const { canvas } of [this.under, this.over]) canvas.style.transform = `translate(${x}px, ${y}px)`;
    this.events.onSlid({ x, y });
  }

  private drawAnew(): void {
    this.corners = this.cornersNow();
    this.slide(STILL);
    this.drawUnder();
    this.drawOver();
    this.events.onDrawn();
  }

  /** Draws the whole with the next frame, since something about it is other than it was. */
  private redraw(): void {
    this.corners = null;
    this.sigma.refresh({ skipIndexation: true, schedule: true });
  }

  /** Shows a picture in the place of the one before; the camera stays where it is. */
  show(picture: Picture, look: Look): void {
    this.picture = picture;
    this.take(look);
    this.heads = heads(picture);
    this.order = byWeight(picture);
    const many = picture.lines.length > MANY_LINES;
    if (this.sigma.getSetting("hideEdgesOnMove") !== many) this.sigma.setSetting("hideEdgesOnMove", many);
    this.corners = null;
    this.sigma.setGraph(graphOf(picture)); // which draws it
  }

  setLook(look: Look): void {
    if (look === this.look) return;
    this.take(look);
    this.redraw();
  }

  private take(look: Look): void {
    this.look = look;
    this.emphasis = this.picture && emphasisOf(this.picture, look);
  }

  recolour(colours: Colours): void {
    this.takeColours(colours);
    this.redraw();
  }

  private takeColours(colours: Colours): void {
    this.colours = colours;
    ground.rgb = rgb(colours.ground).map((part) => part / 255) as [number, number, number];
  }

  /** Draws labels, once their font has come; and anew in another language. */
  letter(): void {
    this.isLettered = true;
    this.corners = null;
    this.sigma.scheduleRender();
  }

  private markLook({ mark }: { mark: Mark }) {
    const { picture, emphasis, colours } = this;
    if (!picture) return {};
    const colour = colourOf(picture, mark, colours);
    const out = emphasis !== null && !emphasis.marks.has(mark.at);
    return { size: this.radiusOf(mark), color: out ? mixed(colour, colours.ground, 0.78) : colour, zIndex: out ? 0 : 1 };
  }

  private lineLook(data: { line?: Picture["lines"][number] }) {
    const { emphasis, colours } = this;
    if (!data.line) return {};
    const colour = lineColour(data.line, colours);
    const size = lineWidth(data.line);
    if (emphasis === null) return { color: colour, size, zIndex: 0 };
    return emphasis.lines.has(data.line.at)
      ? { color: mixed(colour, colours.ink, 0.5), size: size + 0.8, zIndex: 1 }
      : { color: mixed(colour, colours.ground, 0.8), size, zIndex: 0 };
  }

  /** Where a mark stands on the screen, and how large. */
  placeOf(mark: Mark): Point & { radius: number } {
    const place = this.sigma.graphToViewport({ x: mark.x, y: 1 - mark.y });
    return { ...place, radius: this.sigma.scaleSize(this.radiusOf(mark)) };
  }

  /** In pixels, where the whole picture is seen. */
  private radiusOf(mark: Mark): number {
    const { width, height } = this.sigma.getDimensions();
    return mark.radius * Math.min(1, Math.max(SMALLEST, (Math.min(width, height) - 2 * PADDING) / ROOMY));
  }

  /** The mark that a point lies on, by its key in sigma; of several the one whose middle is nearest. */
  private markAt(point: Point): string | null {
    const { x, y } = this.sigma.viewportToGraph(point);
    const pixel = 1 / this.scale();
    let nearest: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const mark of this.picture?.marks ?? []) {
      const away = Math.hypot(mark.x - x, 1 - mark.y - y);
      if (away < least && away <= this.sigma.scaleSize(this.radiusOf(mark)) * pixel) [nearest, least] = [String(mark.at), away];
    }
    return nearest;
  }

  /** The line that a point lies on. */
  private lineAt(point: Point): number | null {
    const { picture } = this;
    if (!picture) return null;
    const places = picture.marks.map((mark) => this.sigma.graphToViewport({ x: mark.x, y: 1 - mark.y }));
    let nearest: number | null = null;
    let least = NEAR;
    for (const line of picture.lines) {
      const [from, to] = [places[line.source], places[line.target]];
      if (!from || !to) continue;
      const away = distance(point, from, to, line.lane * LANE);
      if (away < least) [nearest, least] = [line.at, away];
    }
    return nearest;
  }

  private drawUnder(): void {
    const { under, picture, colours } = this;
    const { width, height } = this.sigma.getDimensions();
    under.clearRect(0, 0, width, height);
    if (!picture) return;
    const scale = this.scale();
    for (const cluster of picture.clusters) {
      const place = this.sigma.graphToViewport({ x: cluster.x, y: 1 - cluster.y });
      const radius = cluster.radius * scale;
      if (radius < 6) continue;
      under.beginPath();
      under.arc(place.x, place.y, radius, 0, 2 * Math.PI);
      under.fillStyle = mixed(colours.parts[cluster.colour] ?? colours.quiet, colours.ground, 0.9);
      under.fill();
    }
  }

  /** Pixels that the width of the whole picture takes. */
  private scale(): number {
    const left = this.sigma.graphToViewport({ x: 0, y: 0 });
    const right = this.sigma.graphToViewport({ x: 1, y: 0 });
    return Math.hypot(right.x - left.x, right.y - left.y);
  }

  private drawOver(): void {
    const { over, picture } = this;
    const { width, height } = this.sigma.getDimensions();
    over.clearRect(0, 0, width, height);
    if (!picture) return;
    this.drawMissing(picture);
    for (const gap of this.look.gaps) if (this.isBright(picture, gap.id)) this.drawGap(picture, gap.id);
    for (const id of this.look.brokers) if (this.isBright(picture, id)) this.drawRing(picture.byId.get(id), this.colours.accent, 3, [6, 3]);
    for (const id of this.look.path) this.drawRing(picture.byId.get(id), this.colours.accent, 4, []);
    const { chosen } = this.look;
    if (chosen !== null) this.drawRing(picture.marks[chosen], this.colours.ink, 5, []);
    if (this.isLettered) this.drawLabels(picture);
  }

  /** Whether a mark is not dimmed. */
  private isBright(picture: Picture, id: string): boolean {
    const mark = picture.byId.get(id);
    return mark !== undefined && (this.emphasis === null || this.emphasis.marks.has(mark.at));
  }

  /** Lines that are not there: from a network to an issue that it is missing from. */
  private drawMissing(picture: Picture): void {
    const { over, colours } = this;
    over.strokeStyle = colours.wrong;
    over.lineWidth = 1.4;
    over.setLineDash([2, 5]);
    for (const [from, to] of missingLines(picture, this.look)) {
      const [a, b] = [this.placeOf(from), this.placeOf(to)];
      over.beginPath();
      over.moveTo(a.x, a.y);
      over.lineTo(b.x, b.y);
      over.stroke();
    }
    over.setLineDash([]);
  }

  /** A ring with a sign, so that it is no matter of colour. */
  private drawGap(picture: Picture, id: string): void {
    const { over, colours } = this;
    const mark = picture.byId.get(id);
    if (!mark) return;
    this.drawRing(mark, colours.wrong, 3.5, [3, 3]);
    const { x, y, radius } = this.placeOf(mark);
    const away = (radius + 5) * Math.SQRT1_2;
    over.beginPath();
    over.arc(x + away, y - away, 6, 0, 2 * Math.PI);
    over.fillStyle = colours.wrong;
    over.fill();
    over.fillStyle = colours.ground;
    over.font = fontOf(10, true);
    over.textAlign = "center";
    over.textBaseline = "middle";
    over.fillText("!", x + away, y - away + 0.5);
  }

  private drawRing(mark: Mark | undefined, colour: string, away: number, dash: number[]): void {
    const { over } = this;
    if (!mark) return;
    const { x, y, radius } = this.placeOf(mark);
    over.beginPath();
    over.arc(x, y, radius + away, 0, 2 * Math.PI);
    over.strokeStyle = colour;
    over.lineWidth = 2;
    over.setLineDash(dash);
    over.stroke();
    over.setLineDash([]);
  }

  private drawLabels(picture: Picture): void {
    const { over, colours } = this;
    const frame = this.sigma.getDimensions();
    const marks = this.heads.map((mark) => boxOf(this.placeOf(mark)));
    const labels = placed(this.wanted(picture, frame), this.measure, frame, MOST_LABELS, marks);
    over.textAlign = "left";
    over.textBaseline = "middle";
    over.lineJoin = "round";
    over.strokeStyle = colours.ground;
    over.fillStyle = colours.ink;
    for (const { text, x, y, height, size, bold } of labels) {
      over.font = fontOf(size, bold);
      over.lineWidth = size / 3.5;
      over.strokeText(text, x, y + height / 2);
      over.fillText(text, x, y + height / 2);
    }
  }

  /** Marks that are to have a label, by weight: what is looked at, then the largest in view. */
  private *wanted(picture: Picture, frame: { width: number; height: number }): Generator<Labelled> {
    const { look, emphasis } = this;
    const first = [look.near, look.chosen].flatMap((at) => (at === null ? [] : (picture.marks[at] ?? [])));
    for (const mark of new Set(first)) yield this.labelled(mark, 15, true);
    let tried = 0;
    for (const mark of this.order) {
      if (tried >= MOST_TRIED) return;
      if (first.includes(mark) || (emphasis !== null && !emphasis.marks.has(mark.at))) continue;
      const place = this.placeOf(mark);
      if (place.x < 0 || place.y < 0 || place.x > frame.width || place.y > frame.height) continue;
      tried++;
      yield this.labelled(mark, mark.kind === "Network" || mark.kind === "Cluster" ? 14 : 12, false, place);
    }
  }

  private labelled(mark: Mark, size: number, always: boolean, place = this.placeOf(mark)): Labelled {
    const count = mark.kind === "Cluster" ? ` (${number(mark.count)})` : "";
    const text = shortName(mark, always ? 60 : undefined) + count;
    return { ...place, text, size, always, bold: size > 12 };
  }

  /** Moves the camera so that a mark is in the middle. */
  goTo(mark: Mark): void {
    const data = this.sigma.getNodeDisplayData(String(mark.at));
    if (!data) return;
    const camera = this.sigma.getCamera();
    this.move({ x: data.x, y: data.y, ratio: Math.min(camera.ratio, 0.6) });
  }

  /** Whether a mark is in view. */
  sees(mark: Mark): boolean {
    const { x, y } = this.placeOf(mark);
    const { width, height } = this.sigma.getDimensions();
    return x > 0 && y > 0 && x < width && y < height;
  }

  zoom(factor: number): void {
    this.move({ ratio: this.sigma.getCamera().ratio / factor });
  }

  whole(): void {
    this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** Where the camera stands, to come back to. */
  get camera(): { x: number; y: number; ratio: number; angle: number } {
    return this.sigma.getCamera().getState();
  }

  set camera(state: { x: number; y: number; ratio: number; angle: number }) {
    this.sigma.getCamera().setState(state);
  }

  private move(state: { x?: number; y?: number; ratio?: number; angle?: number }): void {
    const camera = this.sigma.getCamera();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) camera.setState(state);
    else void camera.animate(state, { duration: 250 });
  }

  end(): void {
    clearTimeout(this.resting);
    this.sigma.kill();
  }
}

/** The picture as sigma takes it. */
function graphOf(picture: Picture): Graph {
  const graph = new Graph({ multi: true, type: "directed" });
  for (const mark of picture.marks) {
    graph.addNode(String(mark.at), { x: mark.x, y: 1 - mark.y, size: mark.radius, mark });
  }
  for (const line of picture.lines) {
    graph.addDirectedEdgeWithKey(String(line.at), String(line.source), String(line.target), { line });
  }
  return graph;
}

/** How far a point is from a line that runs beside the line between two others. */
function distance(point: Point, from: Point, to: Point, beside: number): number {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(across, down);
  if (length === 0) return Number.POSITIVE_INFINITY;
  const along = ((point.x - from.x) * across + (point.y - from.y) * down) / length;
  if (along < 0 || along > length) return Number.POSITIVE_INFINITY;
  const away = ((point.y - from.y) * across - (point.x - from.x) * down) / length;
  return Math.abs(away + beside);
}
