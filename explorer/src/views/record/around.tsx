import type { JSX } from "preact";
import { graphql } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { RecordLink } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { kindOf } from "../../text/kinds";
import { say } from "../../text/language";
import { own } from "./words";

const MOST = 200;

const AROUND = graphql(`
  query Around($id: ID!, $first: Int!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    graph(center: $id, first: $first, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      nodes { id kind nameTh nameEn synthetic }
      truncated
      totals { nodes matching }
    }
  }
`);

/** What stands one step around a record, by kind. */
export function Around({ id }: { id: string }): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const includeSynthetic = scope.includeSynthetic ?? true;
  const answer = useAnswer(AROUND, { ...scope, includeSynthetic, id, first: MOST });
  return (
    <section>
      <h2>{say(own.around)}</h2>
      <p>
        <a href={address.to("/network", { center: id, chosen: id })}>{say(own.aroundPicture)}</a>
      </p>
      <Answered answer={answer}>
        {({ graph }) => {
          const others = (graph?.nodes ?? []).filter((node) => node.id !== id);
          if (!graph || others.length === 0) return <Nothing />;
          return (
            <>
              {[...Map.groupBy(others, (node) => node.kind)].map(([kind, nodes]) => (
                <details key={kind} open={nodes.length <= 12}>
                  <summary>
                    {say(kindOf(kind))} ({nodes.length})
                  </summary>
                  <ul class="plain columns">
                    {nodes.map((node) => (
                      <li key={node.id}>
                        <RecordLink record={node} />
                      </li>
                    ))}
                  </ul>
                </details>
              ))}
              {graph.truncated && (
                <p class="quiet">
                  {say(own.aroundMore, { n: graph.totals.nodes, all: graph.totals.matching })}
                </p>
              )}
            </>
          );
        }}
      </Answered>
    </section>
  );
}
