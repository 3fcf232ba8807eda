import type { JSX } from "preact";
import type { Question } from "virtual:questions";
import type { Document } from "../../api/client";
import { useAnswer } from "../../api/useAnswer";
import { useNames } from "../../parts/names";
import { Answered } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { say } from "../../text/language";
import { AnswerView } from "./answer";
import { Blanks } from "./blanks";
import type { Item } from "./reading";
import { idsOf, variablesOf } from "./values";
import { own } from "./words";

/** One question with its blanks, and its answer. */
export function QuestionView({ question }: { question: Question }): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const document = question.document as Document<Item, Record<string, unknown>>;
  const answer = useAnswer(document, variablesOf(question, address.get, scope));
  const names = useNames(idsOf(question, address.get));
  return (
    <article class="question">
      <p class="actions">
        <a href={address.to("/questions")}>← {say(own.all)}</a>
      </p>
      <hgroup>
        <h1>{say(question)}</h1>
        {question.numbers.length > 0 && (
          <p class="quiet">{say(own.numbers, { n: question.numbers.join(", ") })}</p>
        )}
      </hgroup>
      <Blanks question={question} names={names} />
      <Answered answer={answer}>{(data) => <AnswerView question={question} data={data} />}</Answered>
      <p class="actions">
        <a href={address.to(`/questions/${question.name}`)}>{say(own.reset)}</a> ·{" "}
        <a href={`/graphiql?question=${question.name}`} data-native>
          {say(own.graphql)}
        </a>
      </p>
    </article>
  );
}
