import type { JSX } from "preact";
import { kindOf } from "../../text/kinds";
import { nameOf, say } from "../../text/language";
import type { Choices, Measure } from "./choices";
import type { Picture } from "./model";
import { leftOut } from "./paint";
import { corners, shapeOf } from "./shapes";
import { FAMILIES, type Family } from "./ties";
import { own } from "./words";

export const MEASURE_WORDS: Record<Measure, typeof own.degree> = {
  DEGREE: own.degree,
  PARTNERS: own.partners,
  BROKERAGE: own.brokerage,
};

interface LegendProps {
  picture: Picture;
  choices: Choices;
  gaps: number;
  onMark(id: string): void;
}

/** What colours, shapes, sizes, lines and rings mean, and what is not shown. */
export function Legend({ picture, choices, gaps, onMark }: LegendProps): JSX.Element {
  const kinds = [...new Set(picture.marks.map((mark) => mark.kind))];
  const families = [...new Set(picture.lines.map((line) => line.family))];
  const invented = picture.marks.some((mark) => mark.synthetic);
  const clustering = choices.clusters === "OFFICIAL" ? own.official : own.cooperation;
  return (
    <div class="legend">
      <h3>{say(own.legendColours, { what: say(clustering) })}</h3>
      <ul class="plain">
        {picture.clusters.map((cluster) => (
          <li key={cluster.id}>
            <span class={`swatch part-${cluster.colour}`} aria-hidden="true" />
            {picture.byId.has(cluster.id) ? (
              <button type="button" class="mark-name" onClick={() => onMark(cluster.id)}>
                <bdi>{nameOf(cluster)}</bdi>
              </button>
            ) : (
              <bdi>{nameOf(cluster)}</bdi>
            )}{" "}
            <span class="quiet">({cluster.count})</span>
          </li>
        ))}
      </ul>
      <h3>{say(own.legendShapes)}</h3>
      <ul class="plain">
        {kinds.map((kind) => (
          <li key={kind}>
            <ShapeSign kind={kind} /> {kind === "Cluster" ? say(own.legendCluster) : say(kindOf(kind))}
          </li>
        ))}
        {invented && (
          <li>
            <ShapeSign kind="Agency" pale /> {say(own.legendSynthetic)}
          </li>
        )}
      </ul>
      <h3>{say(own.legendSize, { what: say(MEASURE_WORDS[choices.measure]) })}</h3>
      <p>
        <SizeSign /> {say(own.legendSizeSmall)} – {say(own.legendSizeLarge)}
      </p>
      {families.length > 0 && <h3>{say(own.legendLines)}</h3>}
      <ul class="plain">
        {families.map((family) => (
          <li key={family}>
            <LineSign family={family} /> {say(FAMILIES[family].words)}
          </li>
        ))}
      </ul>
      {gaps > 0 && (
        <p>
          <span class="gap-sign" aria-hidden="true">
            !
          </span>{" "}
          {say(own.legendGaps)} ({gaps})
        </p>
      )}
      {choices.measure === "BROKERAGE" && <p>◌ {say(own.broker)}</p>}
      <h3>{say(own.legendLeft)}</h3>
      <ul class="plain">
        {leftOut(picture).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

function ShapeSign({ kind, pale = false }: { kind: string; pale?: boolean }): JSX.Element {
  const shape = shapeOf(kind);
  const style = { class: pale ? "sign pale" : "sign" };
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {...style}>
      {shape.sides === 0 ? (
        <circle cx="10" cy="10" r="7" />
      ) : (
        <polygon points={corners(shape, 10, 10, 8.3).map((point) => point.join(",")).join(" ")} />
      )}
      {kind === "Cluster" && <circle cx="10" cy="10" r="4.6" class="inner" />}
    </svg>
  );
}

const SizeSign = (): JSX.Element => (
  <svg viewBox="0 0 64 24" width="64" height="24" aria-hidden="true" class="sign">
    <circle cx="5" cy="12" r="4" />
    <circle cx="24" cy="12" r="7" />
    <circle cx="50" cy="12" r="11" />
  </svg>
);

function LineSign({ family }: { family: Family }): JSX.Element {
  const { width, dash } = FAMILIES[family];
  return (
    <svg viewBox="0 0 40 10" width="40" height="10" aria-hidden="true" class={`sign ${family}`}>
      <line x1="0" y1="5" x2="40" y2="5" stroke-width={width + 0.5} stroke-dasharray={dash ? `${dash} ${dash}` : undefined} />
    </svg>
  );
}
