import type { JSX } from "preact";
import { graphql } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { RecordLink } from "../../parts/records";
import { SearchBox } from "../../parts/searchbox";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { kindOf } from "../../text/kinds";
import { common } from "../../text/common";
import { say, words } from "../../text/language";

const FIND = graphql(`
  query Find($text: String!, $kinds: [String!], $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    search(text: $text, kinds: $kinds, first: 100, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      score
      matchedText
      exact
      node { __typename id nameTh nameEn synthetic }
    }
  }
`);

const own = {
  box: words("ชื่อ ส่วนของชื่อ หรือชื่อย่อ", "A name, a part of it, or an abbreviation"),
  results: words("ผลการค้นหา “{text}”", "Results for “{text}”"),
  none: words(
    "ไม่พบ “{text}” ลองพิมพ์เพียงส่วนหนึ่งของชื่อ",
    "Nothing is called “{text}”. Try a part of the name.",
  ),
  near: words("ใกล้เคียง: {text}", "alike: {text}"),
};

/** One box for everything that has a name; results by kind. */
export default function Find(): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const text = address.get("q") ?? "";
  const includeSynthetic = scope.includeSynthetic ?? true; // a name may be looked for wherever it is
  const answer = useAnswer(
    FIND,
    text.trim() ? { ...scope, includeSynthetic, text, kinds: kindsOf(address.list("kinds")) } : null,
  );
  return (
    <article class="find">
      <h1>{say(common.find)}</h1>
      <SearchBox
        label={say(own.box)}
        text={text}
        onPick={(record) => address.go(`/record/${record.id}`)}
        onText={(typed) => address.set({ q: typed })}
      />
      {text.trim() && (
        <Answered answer={answer}>
          {({ search }) => (
            <>
              <h2>{say(own.results, { text })}</h2>
              {search.length === 0 && <Nothing>{say(own.none, { text })}</Nothing>}
              {byKind(search).map(([kind, hits]) => (
                <section key={kind}>
                  <h3>
                    {say(kindOf(kind))} <span class="quiet">({hits.length})</span>
                  </h3>
                  <ul class="plain">
                    {hits.map((hit) => (
                      <li key={hit.node.id}>
                        <RecordLink record={hit.node} />
                        {!hit.exact && (
                          <span class="quiet"> {say(own.near, { text: hit.matchedText })}</span>
                        )}
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </>
          )}
        </Answered>
      )}
    </article>
  );
}

const kindsOf = (kinds: string[]): string[] | null => (kinds.length > 0 ? kinds : null);

/** Hits by kind, the kind of the best one first. */
function byKind<Hit extends { node: { __typename: string } }>(hits: readonly Hit[]): [string, Hit[]][] {
  return [...Map.groupBy(hits, (hit) => hit.node.__typename)];
}
