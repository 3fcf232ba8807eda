import type { JSX } from "preact";
import { RecordLink, SyntheticMark } from "../../parts/records";
import { Failure, Loading, Nothing } from "../../parts/states";
import { nameOf, number, say, type Words } from "../../text/language";
import type { Gaps, GapSort } from "./gaps";
import type { Picture } from "./model";
import { own } from "./words";

const SORTS: readonly [GapSort, Words][] = [
  ["problem", own.gapProblems],
  ["issue", own.gapIssues],
  ["isolated", own.gapIsolated],
];

interface GapListProps {
  picture: Picture;
  found: Gaps;
  onMark(id: string): void;
  onNear(at: number | null): void;
}

/** What is missing, in words; each with who is nearest to closing it. */
export function GapList({ picture, found, onMark, onNear }: GapListProps): JSX.Element {
  if (found.error) return <Failure error={found.error} again={found.again} />;
  if (found.gaps.length === 0 && found.loading) return <Loading />;
  if (found.gaps.length === 0) return <Nothing>{say(own.gapsNone)}</Nothing>;
  return (
    <div class="gap-list">
      <p>{say(own.gapsLead)}</p>
      {found.unasked > 0 && <p class="quiet">{say(own.gapsUnasked, { n: found.unasked })}</p>}
      {SORTS.map(([sort, title]) => {
        const gaps = found.gaps.filter((gap) => gap.sort === sort);
        return (
          gaps.length > 0 && (
            <section key={sort}>
              <h3>
                {say(title)} <span class="quiet">({number(found.totals[sort])})</span>
              </h3>
              <ul class="plain" onFocusOut={() => onNear(null)}>
                {gaps.map((gap) => {
                  const mark = picture.byId.get(gap.id);
                  return (
                    <li key={`${gap.id} ${gap.network ?? ""}`}>
                      {mark ? (
                        <button
                          type="button"
                          class="mark-name"
                          onFocus={() => onNear(mark.at)}
                          onClick={() => onMark(gap.id)}
                        >
                          <span class="gap-sign" aria-hidden="true">
                            !
                          </span>{" "}
                          <bdi>{nameOf(gap.node)}</bdi>
                        </button>
                      ) : (
                        <>
                          <RecordLink record={gap.node} /> <span class="quiet">({say(own.gapNotShown)})</span>
                        </>
                      )}
                      {mark && gap.node.synthetic && <SyntheticMark />}
                      <p>
                        <bdi>{gap.why}</bdi>
                      </p>
                      {gap.nearest[0] && (
                        <p class="quiet">
                          {say(own.nearest)} <RecordLink record={gap.nearest[0].agency} />
                        </p>
                      )}
                    </li>
                  );
                })}
              </ul>
            </section>
          )
        );
      })}
    </div>
  );
}
