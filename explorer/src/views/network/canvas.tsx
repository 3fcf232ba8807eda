import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isDark } from "../../state/settings";
import { language, say } from "../../text/language";
import { coloursOf } from "./colours";
import type { Look } from "./look";
import type { Picture } from "./model";
import { Walk } from "./walk";
import type { Point, Stage, StageEvents } from "./stage";
import { Still } from "./still";
import { own } from "./words";

const DRAWN = "picture-drawn";

// Begun with the view, before anything has been answered; what fails is told where it is used.
const stageModule = import("./stage");
stageModule.catch(() => undefined);

/** What lies over the picture, and is told when that was drawn anew or has slid. */
export interface Overlay {
  drawn(): void;
  slid(by: Point): void;
}

type Events = Omit<StageEvents, "onDrawn" | "onSlid">;

/** The place in which the picture is drawn: made ready while its data is on the way. */
export interface Theatre {
  holder: HTMLElement;
  stage: Stage | null;
  failed: boolean;
  overlays: Set<Overlay>;
  /** Who hears what is done to the picture. */
  events: { current: Events | null };
}

/** Makes a theatre ready, and takes it down with the view. */
export function useTheatre(): Theatre {
  const [stage, setStage] = useState<Stage | null>(null);
  const [failed, setFailed] = useState(false);
  const events = useRef<Events>(null);
  const holder = useMemo(() => document.createElement("div"), []);
  const overlays = useMemo(() => new Set<Overlay>(), []);
  // While the answer is on its way, which has been asked for just before.
  useLayoutEffect(() => {
    let opened: Stage | null = null;
    let ended = false;
    stageModule
      .then((module) => {
        if (ended) return;
        opened = new module.Stage(holder, coloursOf(document.body), eventsOf(events, overlays));
        setStage(opened);
      })
      .catch(() => setFailed(true));
    return () => {
      ended = true;
      opened?.end();
    };
  }, []);
  return { holder, stage, failed, overlays, events };
}

function eventsOf(heard: { current: Events | null }, overlays: Set<Overlay>): StageEvents {
  return {
    onMark: (at) => heard.current?.onMark(at),
    onLine: (at) => heard.current?.onLine(at),
    onGround: () => heard.current?.onGround(),
    onNear: (at) => heard.current?.onNear(at),
    onDrawn: () => {
      markOnce();
      for (const overlay of overlays) overlay.drawn();
    },
    onSlid: (by) => {
      for (const overlay of overlays) overlay.slid(by);
    },
  };
}

interface CanvasProps {
  theatre: Theatre;
  picture: Picture;
  look: Look;
  events: Events;
  /** Enter on a mark: why. */
  onWhy(at: number): void;
  /** Space on a mark: opens what it holds. */
  onOpen(at: number): void;
  onBack(): void;
  /** The picture is there, for the first time. */
  onThere(): void;
}

/** The picture, with a layer over it that keyboards and screen readers walk on. */
export function Canvas({ theatre, picture, look, events, onWhy, onOpen, onBack, onThere }: CanvasProps): JSX.Element {
  const { stage, failed, holder } = theatre;
  const place = useRef<HTMLDivElement>(null);
  theatre.events.current = events;
  useLayoutEffect(() => place.current?.replaceChildren(holder), [holder, failed]);
  useLayoutEffect(() => stage?.show(picture, look), [stage, picture]);
  useLayoutEffect(() => stage?.setLook(look), [stage, look]);
  useEffect(() => {
    if (stage || failed) onThere();
  }, [stage, failed]);
  useEffect(() => lettering(stage), [stage, language.value]);
  useRecolouring(stage);
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
      <div ref={place} class="picture-canvas" aria-hidden="true" />
      <Walk
        picture={picture}
        look={look}
        stage={stage}
        title={title}
        overlays={theatre.overlays}
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

/** Labels are measured and placed once: their fonts must be there before. */
function lettering(stage: Stage | null): (() => void) | undefined {
  if (!stage) return undefined;
  let ended = false;
  const samples = ['400 14px "Noto Sans Thai"', '700 14px "Noto Sans Thai"'];
  void Promise.allSettled(samples.map((font) => document.fonts.load(font, "กA"))).then(() => {
    if (!ended) stage.letter();
  });
  return () => {
    ended = true;
  };
}

/** Takes the colours of the page, whenever they are others than those that the picture was made with. */
function useRecolouring(stage: Stage | null): void {
  const taken = useRef(isDark.value);
  useEffect(() => {
    if (!stage || taken.current === isDark.value) return undefined;
    taken.current = isDark.value;
    // The page's own switch sets its attribute in an effect, too: after the next frame it is there.
    const frame = requestAnimationFrame(() => stage.recolour(coloursOf(document.body)));
    return () => cancelAnimationFrame(frame);
  }, [stage, isDark.value]);
}

/** What is chosen elsewhere comes into view. */
function useComingIntoView(stage: Stage | null, picture: Picture, look: Look): void {
  const mark = look.chosen === null ? undefined : picture.marks[look.chosen];
  useEffect(() => {
    if (stage && mark && !stage.sees(mark)) stage.goTo(mark);
  }, [stage, mark?.id]);
}
