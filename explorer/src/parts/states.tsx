import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { ApiError } from "../api/client";
import type { Answer } from "../api/useAnswer";
import { key } from "../state/settings";
import { common } from "../text/common";
import { say } from "../text/language";

interface AnsweredProps<Result> {
  answer: Answer<Result>;
  children: (data: Result) => ComponentChildren;
}

/** What an answer brings, or what there is instead: it is on its way, refused, or out of reach. */
export function Answered<Result>({ answer, children }: AnsweredProps<Result>): JSX.Element {
  const { data, error, loading, again } = answer;
  return (
    <div aria-busy={loading}>
      {error && <Failure error={error} again={again} />}
      {data ? children(data) : loading && <Loading />}
    </div>
  );
}

export function Loading(): JSX.Element {
  return (
    <p class="loading" role="status">
      {say(common.loading)}
    </p>
  );
}

/** Nothing is recorded: which is not the same as that there is none. */
export function Nothing({ children }: { children?: ComponentChildren }): JSX.Element {
  return <p class="nothing">{children ?? say(common.nothing)}</p>;
}

export function Failure({ error, again }: { error: ApiError; again: () => void }): JSX.Element {
  if (error.code === "UNAUTHENTICATED") return <KeyForm used={again} />;
  return (
    <div class="failure" role="alert">
      <p>{error.code === "AWAY" ? say(common.away) : error.message}</p>
      <p>
        <button type="button" onClick={again}>
          {say(common.retry)}
        </button>
        {error.code && error.code !== "AWAY" && <code>{error.code}</code>}
      </p>
    </div>
  );
}

/** Asks for an API key; what the page shows stays. */
export function KeyForm({ used }: { used: () => void }): JSX.Element {
  const [text, setText] = useState("");
  const use = (event: Event): void => {
    event.preventDefault();
    key.value = text.trim();
    used();
  };
  return (
    <form class="failure" onSubmit={use}>
      <p role="alert">{say(common.keyAsk)}</p>
      <label>
        {say(common.key)}
        <input
          type="password"
          autocomplete="off"
          required
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{say(common.keyUse)}</button>
    </form>
  );
}
