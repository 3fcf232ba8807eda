import type { JSX } from "preact";
import { useRoute } from "preact-iso";
import catalogue, { type Question } from "virtual:questions";
import { Nothing } from "../../parts/states";
import { useAddress } from "../../state/address";
import { common } from "../../text/common";
import { say } from "../../text/language";
import { QuestionView } from "./question";
import { own } from "./words";
import "./questions.css";

/** All questions that stand ready, or the one that the address names. */
export default function Questions(): JSX.Element {
  const { params } = useRoute();
  const name = params.name;
  if (!name) return <Catalogue />;
  const question = catalogue.questions.find((one) => one.name === name);
  return question ? <QuestionView key={name} question={question} /> : <Unknown name={name} />;
}

function Unknown({ name }: { name: string }): JSX.Element {
  const address = useAddress();
  return (
    <article>
      <h1>{say(common.questions)}</h1>
      <Nothing>{say(own.unknown, { name })}</Nothing>
      <p>
        <a href={address.to("/questions")}>{say(own.all)}</a>
      </p>
    </article>
  );
}

const FIRST = "collaborators";
const UNNUMBERED = 1_000;

/** Whom one could work with comes first, then the planners' questions by their numbers. */
const place = ({ name, numbers }: Question): number => (name === FIRST ? 0 : (numbers[0] ?? UNNUMBERED));

const ordered = [...catalogue.questions].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));

function Catalogue(): JSX.Element {
  const address = useAddress();
  const text = (address.get("q") ?? "").trim().toLowerCase();
  const shown = ordered.filter(({ th, en, name }) => `${th} ${en} ${name}`.toLowerCase().includes(text));
  return (
    <article class="catalogue">
      <h1>{say(common.questions)}</h1>
      <p>{say(own.lead)}</p>
      <div class="bar">
        <label>
          {say(own.filter)}
          <input
            type="search"
            maxLength={200}
            value={address.get("q") ?? ""}
            onInput={(event) => address.set({ q: event.currentTarget.value }, true)}
          />
        </label>
      </div>
      {shown.length === 0 && <Nothing>{say(own.none)}</Nothing>}
      <ul class="plain">
        {shown.map((question) => (
          <li key={question.name}>
            <span class="number quiet">{question.numbers.length > 0 ? question.numbers.join(", ") : "·"}</span>
            <span>
              <a href={address.to(`/questions/${question.name}`)}>{say(question)}</a>
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
