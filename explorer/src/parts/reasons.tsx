import type { JSX } from "preact";
import { percent, say, words } from "../text/language";
import { EvidenceDetails, type EvidenceRef } from "./evidence";
import { RecordList, type RecordRef } from "./records";

/** Components of the score; what the API adds later goes by its own name. */
const COMPONENTS: Record<string, ReturnType<typeof words>> = {
  NEED: words("สิ่งที่ต้องการ", "Need"),
  SOUGHT: words("อยากเชื่อมโยงด้วย", "Sought"),
  CONCERN: words("ประเด็นร่วม", "Concern"),
  WORDS: words("ถ้อยคำเดียวกัน", "Words"),
  SHARED: words("ภาคีร่วม", "Shared partners"),
  CLOSE: words("ภาคีใกล้ชิดร่วม", "Close partners"),
  REACH: words("เข้าถึงกันได้", "Reach"),
  BRIDGE: words("เชื่อมข้ามเครือข่าย", "Bridge"),
  PLACE: words("พื้นที่ร่วม", "Place"),
  PAST: words("เคยทำงานร่วมกัน", "Past work"),
  KNOWN: words("มีภาคีมาก", "Known"),
  OFFER: words("สิ่งที่มีให้", "Offer"),
  WORK: words("งานร่วม", "Common work"),
  MEETINGS: words("พบกันในกิจกรรม", "Meetings"),
  MEMBERS: words("สมาชิกร่วม", "Members"),
};

export const componentOf = (name: string): string => {
  const known = COMPONENTS[name];
  return known ? say(known) : name;
};

export interface ReasonRef {
  component: string;
  share: number;
  summary: string;
  nodes: readonly RecordRef[];
  evidence: readonly EvidenceRef[];
}

/** Reasons as a small picture (how much each gives) and as sentences. */
export function Reasons({ reasons }: { reasons: readonly ReasonRef[] }): JSX.Element {
  return (
    <div class="reasons">
      <ShareBar reasons={reasons} />
      <ol>
        {reasons.map((reason, index) => (
          <li key={reason.component}>
            <p>
              <span class={`swatch part-${index}`} aria-hidden="true" />
              <strong>{componentOf(reason.component)}</strong> {percent(reason.share)}
            </p>
            <p>
              <bdi>{reason.summary}</bdi>
            </p>
            {reason.nodes.length > 0 && <RecordList records={reason.nodes} />}
            {reason.evidence.length > 0 && <EvidenceDetails evidence={reason.evidence} />}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** One bar, its parts as wide as the shares. The list below says the same in words. */
export function ShareBar({ reasons }: { reasons: readonly ReasonRef[] }): JSX.Element {
  let from = 0;
  return (
    <svg class="sharebar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {reasons.map((reason, index) => {
        const x = from;
        from += reason.share * 100;
        return (
          <rect key={reason.component} class={`part-${index}`} x={x} width={reason.share * 100} height="4">
            <title>{`${componentOf(reason.component)} ${percent(reason.share)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
