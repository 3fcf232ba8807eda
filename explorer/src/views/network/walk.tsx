import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { kindOf } from "../../text/kinds";
import { nameOf, say } from "../../text/language";
import type { Overlay } from "./canvas";
import type { Look } from "./look";
import { type Mark, neighboursOf, type Picture } from "./model";
import type { Point, Stage } from "./stage";
import { own } from "./words";

interface WalkProps {
  picture: Picture;
  look: Look;
  stage: Stage | null;
  title: string;
  /** Who is told what becomes of the picture. */
  overlays: Set<Overlay>;
  onNear(at: number | null): void;
  onWhy(at: number): void;
  onOpen(at: number): void;
  onBack(): void;
}

const MOST_NEIGHBOURS = 40;

const STEPS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * The picture for keyboards and screen readers: the mark one stands on is a button over the canvas,
 * and so are its neighbours. Arrow keys walk along lines to the neighbour in that direction.
 */
export function Walk(props: WalkProps): JSX.Element {
  const { picture, look, stage, title, overlays, onNear, onWhy, onOpen, onBack } = props;
  const id = useId();
  const [here, setHere] = useState<string | null>(null);
  const [past, setPast] = useState<string[]>([]);
  const layer = useRef<HTMLDivElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const chosen = look.chosen === null ? undefined : picture.marks[look.chosen];
  const mark = picture.byId.get(here ?? "") ?? chosen ?? largest(picture);
  const around = mark ? neighboursOf(picture, mark).slice(0, MOST_NEIGHBOURS) : [];

  useEffect(() => {
    if (chosen) setHere(chosen.id);
  }, [chosen?.id]);
  useEffect(() => {
    const overlay: Overlay = {
      drawn: () => moveButtons(marks.current, picture, stage),
      slid: (by) => slide(marks.current, by),
    };
    overlay.drawn();
    overlays.add(overlay);
    return () => {
      overlays.delete(overlay);
    };
  });

  const stand = (next: Mark | undefined, backwards = false): void => {
    if (!next || !mark) return;
    setPast(backwards ? past.slice(0, -1) : [...past, mark.id]);
    setHere(next.id);
    onNear(next.at);
    if (stage && !stage.sees(next)) stage.goTo(next);
    requestAnimationFrame(() => layer.current?.querySelector<HTMLElement>(`[data-at="${next.at}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!mark) return;
    const step = STEPS[event.key];
    if (step) stand(towards(picture, mark, around, step));
    else if (event.key === "Home") stand(largest(picture));
    else if (event.key === "Enter") onWhy(mark.at);
    else if (event.key === " ") onOpen(mark.at);
    else if (event.key === "Escape") escape();
    else if (event.key === "+" || event.key === "=") stage?.zoom(1.6);
    else if (event.key === "-") stage?.zoom(1 / 1.6);
    else return;
    event.preventDefault();
  };
  const escape = (): void => {
    const last = picture.byId.get(past.at(-1) ?? "");
    if (last) stand(last, true);
    else {
      onNear(null);
      onBack();
    }
  };

  return (
    <div
      ref={layer}
      class="picture-walk"
      role="application"
      aria-label={title}
      aria-describedby={`${id}-keys`}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (!layer.current?.contains(event.relatedTarget as Node | null)) onNear(null);
      }}
    >
      <p id={`${id}-keys`} class="picture-keys">
        {say(own.keys)}
      </p>
      <div ref={marks}>
        {mark && (
          <MarkButton mark={mark} current onFocus={() => onNear(mark.at)} onPress={() => onWhy(mark.at)} />
        )}
        {around.map((one) => (
          <MarkButton
            key={one.id}
            mark={one}
            current={false}
            onFocus={() => stand(one)}
            onPress={() => onWhy(one.at)}
          />
        ))}
      </div>
    </div>
  );
}

interface MarkButtonProps {
  mark: Mark;
  current: boolean;
  onFocus: () => void;
  onPress: () => void;
}

function MarkButton({ mark, current, onFocus, onPress }: MarkButtonProps): JSX.Element {
  const kind = mark.kind === "Cluster" ? say(own.cluster) : say(kindOf(mark.kind));
  return (
    <button
      type="button"
      class="picture-mark"
      tabIndex={current ? 0 : -1}
      data-at={mark.at}
      aria-label={say(own.mark, { name: nameOf(mark), kind, n: mark.ties.length })}
      onFocus={onFocus}
      onClick={onPress}
    />
  );
}

/** Moves all buttons along with a picture that slides: one layer, however many they are. */
function slide(marks: HTMLElement | null, { x, y }: Point): void {
  if (marks) marks.style.transform = `translate(${x}px, ${y}px)`;
}

/** Puts each button over its mark. */
function moveButtons(marks: HTMLElement | null, picture: Picture, stage: Stage | null): void {
  if (!marks || !stage) return;
  for (const button of marks.querySelectorAll<HTMLElement>(".picture-mark")) {
    const mark = picture.marks[Number(button.dataset.at)];
    if (!mark) continue;
    const { x, y, radius } = stage.placeOf(mark);
    const size = Math.max(10, 2 * radius + 4);
    button.style.width = button.style.height = `${size}px`;
    button.style.transform = `translate(${x - size / 2}px, ${y - size / 2}px)`;
  }
}

function largest(picture: Picture): Mark | undefined {
  let most: Mark | undefined;
  for (const mark of picture.marks) if (!most || mark.ties.length > most.ties.length) most = mark;
  return most;
}

/** The neighbour that lies most in a direction; where none lies there, the nearest mark that does. */
function towards(picture: Picture, from: Mark, around: Mark[], [x, y]: [number, number]): Mark | undefined {
  return best(from, around, x, y) ?? (around.length === 0 ? best(from, picture.marks, x, y) : undefined);
}

function best(from: Mark, marks: readonly Mark[], x: number, y: number): Mark | undefined {
  let nearest: Mark | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const [across, down] = [mark.x - from.x, mark.y - from.y];
    const ahead = across * x + down * y;
    const aside = Math.abs(across * y) + Math.abs(down * x);
    if (mark === from || ahead <= 0 || aside > ahead * 1.5) continue;
    const away = ahead + 2 * aside;
    if (away < least) [nearest, least] = [mark, away];
  }
  return nearest;
}
