import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { language } from "../text/language";
import { ApiError, type Document, ask } from "./client";
import { revision } from "./live";

/** An answer on its way: what was answered before stays until the next is there. */
export interface Answer<Result> {
  data: Result | null;
  error: ApiError | null;
  loading: boolean;
  /** Asks again. */
  again: () => void;
}

/** Asks whenever the variables, the language or the data have changed; asks nothing for null. */
export function useAnswer<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables | null,
): Answer<Result> {
  const [state, setState] = useState<Omit<Answer<Result>, "again">>({
    data: null,
    error: null,
    loading: variables !== null,
  });
  const [attempt, setAttempt] = useState(0);
  const asked = variables === null ? null : JSON.stringify(variables);
  const subject = useRef(asked);
  // Not after the next frame: what is on the way is waited for.
  useLayoutEffect(() => {
    if (asked === null) return;
    const ending = new AbortController();
    // An answer about something else is no stand-in; one about the same at another time is.
    const same = subject.current === asked;
    subject.current = asked;
    setState((old) => (isFresh(old) ? old : { data: same ? old.data : null, error: null, loading: true }));
    ask(document, JSON.parse(asked) as Variables, ending.signal).then(
      (data) => setState({ data, error: null, loading: false }),
      (error: unknown) => {
        if (ending.signal.aborted) return;
        const known = error instanceof ApiError ? error : new ApiError(String(error), "", 0);
        setState((old) => ({ data: old.data, error: known, loading: false }));
      },
    );
    return () => ending.abort();
  }, [document, asked, attempt, language.value, revision.value]);
  return { ...state, again: () => setAttempt((count) => count + 1) };
}

/** Whether nothing has come yet, so that there is nothing to render anew. */
const isFresh = ({ data, error, loading }: Omit<Answer<unknown>, "again">): boolean =>
  loading && data === null && error === null;
