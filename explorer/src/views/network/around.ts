import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../../api/client";
import { revision } from "../../api/live";
import { language } from "../../text/language";
import type { Choices } from "./choices";
import { LAYOUT, type Layout } from "./documents";

const MOST = 300;

interface Around {
  layouts: Layout[];
  error: ApiError | null;
}

const NONE: Around = { layouts: [], error: null };

/** What lies around marks whose neighbours are to be shown: in the same places as in any other picture. */
export function useAround({ scope, clusters, measure }: Choices, centers: readonly string[]): Around {
  const [around, setAround] = useState<Around>(NONE);
  const asked = JSON.stringify([scope, clusters, measure, centers]);
  useEffect(() => {
    if (centers.length === 0) {
      setAround(NONE);
      return undefined;
    }
    const ending = new AbortController();
    const nothing = { area: null, networks: null, issues: null, kinds: null, open: null, first: MOST };
    const all = centers.map((center) =>
      ask(LAYOUT, { ...scope, ...nothing, clusters, measure, center }, ending.signal),
    );
    Promise.all(all).then(
      (answers) => setAround({ layouts: answers.map((one) => one.layout), error: null }),
      (error: unknown) => {
        if (ending.signal.aborted) return;
        const known = error instanceof ApiError ? error : new ApiError(String(error), "", 0);
        setAround((old) => ({ ...old, error: known }));
      },
    );
    return () => ending.abort();
  }, [asked, language.value, revision.value]);
  return around;
}
