import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { theme } from "../../state/settings";
import { language, say } from "../../text/language";
import { coloursOf } from "./colours";
import type { Look } from "./look";
import type { Picture } from "./model";
import { Walk } from "./walk";
import type { Stage, StageEvents } from "./stage";
import { Still } from "./still";
import { own } from "./words";

const DRAWN = "picture-drawn";

interface CanvasProps {
  picture: Picture;
  look: Look;
  events: Omit<StageEvents, "onDrawn">;
  /** Enter on a mark: why. */
  onWhy(at: number): void;
  /** Space on a mark: opens what it holds. */
  onOpen(at: number): void;
  onBack(): void;
}

/** The picture, with a layer over it that keyboards and screen readers walk on. */
export function Canvas({ picture, look, events, onWhy, onOpen, onBack }: CanvasProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<Stage | null>(null);
  const [failed, setFailed] = useState(false);
  const drawn = useRef(new Set<() => void>());
  const latest = useRef(events);
  latest.current = events;

  useEffect(() => {
    let made: Stage | null = null;
    let ended = false;
    void begin().catch(() => setFailed(true));
    async function begin(): Promise<void> {
      const [{ Stage }] = await Promise.all([import("./stage"), fontsReady()]);
      if (ended || !holder.current) return;
      made = new Stage(holder.current, coloursOf(holder.current), {
        onMark: (at) => latest.current.onMark(at),
        onLine: (at) => latest.current.onLine(at),
        onGround: () => latest.current.onGround(),
        onNear: (at) => latest.current.onNear(at),
        onDrawn: () => {
          markOnce();
          for (const tell of drawn.current) tell();
        },
      });
      setStage(made);
    }
    return () => {
      ended = true;
      made?.end();
    };
  }, []);

  useEffect(() => stage?.show(picture), [stage, picture]);
  useEffect(() => stage?.setLook(look), [stage, look]);
  useEffect(() => stage?.relabel(), [stage, language.value]);
  useEffect(() => recolouring(stage, holder.current), [stage, theme.value]);
  useComingIntoView(stage, picture, look);

  const title = say(own.pictureOf, { marks: picture.marks.length, lines: picture.lines.length });
  if (failed) {
    return (
      <div class="picture-frame">
        <p class="nothing">{say(own.noWebgl)}</p>
        <Still picture={picture} look={look} title={title} />
      </div>
    );
  }
  return (
    <div class="picture-frame" data-drawn={stage ? "yes" : "no"}>
      <div ref={holder} class="picture-canvas" aria-hidden="true" />
      <Walk
        picture={picture}
        look={look}
        stage={stage}
        title={title}
        drawn={drawn.current}
        onNear={events.onNear}
        onWhy={onWhy}
        onOpen={onOpen}
        onBack={onBack}
      />
      <div class="picture-zoom">
        <button type="button" aria-label={say(own.zoomIn)} title={say(own.zoomIn)} onClick={() => stage?.zoom(1.6)}>
          +
        </button>
        <button type="button" aria-label={say(own.zoomOut)} title={say(own.zoomOut)} onClick={() => stage?.zoom(1 / 1.6)}>
          −
        </button>
        <button type="button" aria-label={say(own.whole)} title={say(own.whole)} onClick={() => stage?.whole()}>
          ⤢
        </button>
      </div>
    </div>
  );
}

/** For whoever measures how long it takes until the picture is there. */
function markOnce(): void {
  if (performance.getEntriesByName(DRAWN).length === 0) performance.mark(DRAWN);
}

/** Labels are drawn once and measured: the fonts must be there before. */
async function fontsReady(): Promise<void> {
  const samples = ['400 14px "Noto Sans Thai"', '700 14px "Noto Sans Thai"'];
  await Promise.all(samples.map((font) => document.fonts.load(font, "กA"))).catch(() => undefined);
}

/** Takes the colours of the page, now and when the system turns light or dark. */
function recolouring(stage: Stage | null, holder: HTMLElement | null): (() => void) | undefined {
  if (!stage || !holder) return undefined;
  const take = (): void => stage.recolour(coloursOf(holder));
  const system = matchMedia("(prefers-color-scheme: dark)");
  // The page's own switch sets its attribute in an effect, too: after the next frame it is there.
  const frame = requestAnimationFrame(take);
  system.addEventListener("change", take);
  return () => {
    cancelAnimationFrame(frame);
    system.removeEventListener("change", take);
  };
}

/** What is chosen elsewhere comes into view. */
function useComingIntoView(stage: Stage | null, picture: Picture, look: Look): void {
  const mark = look.chosen === null ? undefined : picture.marks[look.chosen];
  useEffect(() => {
    if (stage && mark && !stage.sees(mark)) stage.goTo(mark);
  }, [stage, mark?.id]);
}
