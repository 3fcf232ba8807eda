import { useEffect, useMemo, useState } from "preact/hooks";
import type { ResultOf } from "../../api/graphql";
import { ApiError, ask } from "../../api/client";
import { revision } from "../../api/live";
import { useAnswer } from "../../api/useAnswer";
import type { RecordRef } from "../../parts/records";
import type { Scope } from "../../state/address";
import { language } from "../../text/language";
import { GAPS, MISSING } from "./documents";

const MOST = 100;
const MOST_NETWORKS = 12;

export type GapSort = "problem" | "issue" | "isolated";

/** Something that is missing, at the record that shows it. */
export interface Gap {
  sort: GapSort;
  id: string;
  node: RecordRef;
  why: string;
  nearest: readonly { agency: RecordRef }[];
  /** Of an issue: the network that is missing from it. */
  network?: string;
}

type MissingData = ResultOf<typeof MISSING>;

export interface Gaps {
  gaps: Gap[];
  totals: Record<GapSort, number>;
  /** Networks of the picture that were not asked for issues they miss: beyond a number it takes too long. */
  unasked: number;
  error: ApiError | null;
  /** Whether not all that was asked has been answered: nothing yet is not none. */
  loading: boolean;
  again: () => void;
}

/** The gaps of a part of the graph, and how many there are of each sort; of no networks yet: nothing is asked. */
export function useGaps(
  scope: Scope,
  area: string | null,
  named: readonly string[],
  shown: readonly string[] | null,
): Gaps {
  const network = named.length === 1 ? (named[0] ?? null) : null;
  const answer = useAnswer(GAPS, shown && { ...scope, area, network, first: MOST });
  const missing = useMissing(scope, shown && shown.slice(0, MOST_NETWORKS));
  const problems = answer.data?.gaps?.list;
  const isolated = answer.data?.structure?.isolated;
  const found: Gap[] = [
    ...(problems?.nodes ?? []).map((gap) => ({ ...gap, sort: "problem" as const, id: gap.node.id })),
    ...missing.answers.flatMap(([of, { gaps }]) =>
      (gaps?.list?.nodes ?? []).map((gap) => ({ ...gap, sort: "issue" as const, id: gap.node.id, network: of })),
    ),
    ...(isolated?.nodes ?? []).map(({ agency, ...gap }) => ({
      ...gap,
      sort: "isolated" as const,
      id: agency.id,
      node: agency,
    })),
  ];
  const issues = missing.answers.reduce((sum, [, { gaps }]) => sum + (gaps?.list?.totalCount ?? 0), 0);
  // The same as long as nothing has come: what is drawn anew for it is much.
  const asked = JSON.stringify(found.map((gap) => [gap.id, gap.network, gap.why]));
  const gaps = useMemo(() => found, [asked]);
  return {
    gaps,
    totals: { problem: problems?.totalCount ?? 0, issue: issues, isolated: isolated?.totalCount ?? 0 },
    unasked: Math.max(0, (shown?.length ?? 0) - MOST_NETWORKS),
    error: answer.error ?? missing.error,
    loading: shown === null || answer.loading || missing.loading,
    again: () => {
      answer.again();
      missing.again();
    },
  };
}

interface Missing {
  answers: [string, MissingData][];
  error: ApiError | null;
  loading: boolean;
}

/** What each of these networks is missing from; null: nothing is asked yet. */
function useMissing(scope: Scope, networks: readonly string[] | null): Missing & { again: () => void } {
  const [state, setState] = useState<Missing>({ answers: [], error: null, loading: true });
  const [attempt, setAttempt] = useState(0);
  const asked = JSON.stringify([scope, networks]);
  useEffect(() => {
    if (networks === null) return undefined;
    const ending = new AbortController();
    setState((old) => ({ ...old, loading: true }));
    const all = networks.map(async (network): Promise<[string, MissingData]> => [
      network,
      await ask(MISSING, { ...scope, network, first: MOST }, ending.signal),
    ]);
    Promise.all(all).then(
      (answers) => setState({ answers, error: null, loading: false }),
      (error: unknown) => {
        if (ending.signal.aborted) return;
        const known = error instanceof ApiError ? error : new ApiError(String(error), "", 0);
        setState({ answers: [], error: known, loading: false });
      },
    );
    return () => ending.abort();
  }, [asked, attempt, language.value, revision.value]);
  return { ...state, again: () => setAttempt((count) => count + 1) };
}
