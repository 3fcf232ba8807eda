import { type Words, words } from "../../text/language";

/** How a type of tie is drawn: families differ in dashes and width, not in colour alone. */
export type Family = "work" | "belongs" | "cares" | "wishes";

export const FAMILIES: Record<Family, { words: Words; width: number; dash: number }> = {
  work: { words: words("ทำงานร่วมกัน", "work together"), width: 2.4, dash: 0 },
  cares: { words: words("สนใจหรือลงมือในเรื่องใด", "concern and action"), width: 1, dash: 0 },
  belongs: { words: words("เป็นส่วนหนึ่งหรืออยู่ในพื้นที่", "belonging and place"), width: 1, dash: 2 },
  wishes: { words: words("อยากเชื่อมโยงด้วย", "wishes to link"), width: 1.8, dash: 7 },
};

/** As read from the source to the target, and the other way round. */
const TIES: Record<string, { family: Family; out: Words; back: Words }> = {
  COLLABORATES_WITH: {
    family: "work",
    out: words("ทำงานร่วมกับ", "works with"),
    back: words("ทำงานร่วมกับ", "works with"),
  },
  TAKES_PART_IN: {
    family: "work",
    out: words("มีส่วนร่วมใน", "takes part in"),
    back: words("มีผู้ร่วมคือ", "is taken part in by"),
  },
  ATTENDED: {
    family: "work",
    out: words("เข้าร่วม", "attended"),
    back: words("มีผู้เข้าร่วมคือ", "was attended by"),
  },
  OPERATES: {
    family: "cares",
    out: words("ดำเนินกลไก", "operates"),
    back: words("ดำเนินโดย", "is operated by"),
  },
  MEMBER_OF: {
    family: "belongs",
    out: words("เป็นสมาชิกของ", "is a member of"),
    back: words("มีสมาชิกคือ", "has the member"),
  },
  BASED_IN: {
    family: "belongs",
    out: words("ตั้งอยู่ที่", "is based in"),
    back: words("เป็นที่ตั้งของ", "is the seat of"),
  },
  IN_AREA: {
    family: "belongs",
    out: words("อยู่ในพื้นที่", "is in the area"),
    back: words("เป็นพื้นที่ของ", "is the area of"),
  },
  PART_OF: {
    family: "belongs",
    out: words("เป็นส่วนของ", "is a part of"),
    back: words("ประกอบด้วย", "has the part"),
  },
  WITHIN: {
    family: "belongs",
    out: words("อยู่ภายใน", "lies within"),
    back: words("ครอบคลุม", "holds"),
  },
  BROADER: {
    family: "belongs",
    out: words("อยู่ใต้ประเด็น", "comes under"),
    back: words("กว้างกว่า", "is broader than"),
  },
  FOCUSES_ON: {
    family: "cares",
    out: words("มุ่งประเด็น", "is concerned with"),
    back: words("เป็นประเด็นของ", "is an issue of"),
  },
  ADOPTS: {
    family: "cares",
    out: words("รับเป็นประเด็น", "has adopted"),
    back: words("รับโดย", "is adopted by"),
  },
  RAISES: {
    family: "cares",
    out: words("อยากแก้ปัญหา", "raises the problem"),
    back: words("เป็นปัญหาที่ยกขึ้นโดย", "is raised by"),
  },
  COMMITS_TO: {
    family: "cares",
    out: words("อยากทำความดี", "commits to"),
    back: words("เป็นความดีที่อยากทำของ", "is committed to by"),
  },
  PURSUES: {
    family: "cares",
    out: words("มีเป้าหมาย", "pursues"),
    back: words("เป็นเป้าหมายของ", "is pursued by"),
  },
  HOLDS: {
    family: "cares",
    out: words("มีต้นทุน", "holds"),
    back: words("เป็นต้นทุนของ", "is held by"),
  },
  ADDRESSES: {
    family: "cares",
    out: words("มุ่งแก้", "addresses"),
    back: words("แก้โดย", "is addressed by"),
  },
  ANSWERS: {
    family: "cares",
    out: words("ตอบปัญหา", "answers"),
    back: words("ตอบโดย", "is answered by"),
  },
  CONCERNS: {
    family: "cares",
    out: words("เกี่ยวกับ", "concerns"),
    back: words("เกี่ยวข้องกับ", "is concerned by"),
  },
  ENABLES: {
    family: "cares",
    out: words("เอื้อให้เกิด", "enables"),
    back: words("เอื้อโดย", "is enabled by"),
  },
  SERVES: {
    family: "cares",
    out: words("รองรับ", "serves"),
    back: words("รองรับโดย", "is served by"),
  },
  SEEKS_LINK_WITH: {
    family: "wishes",
    out: words("อยากเชื่อมโยงกับ", "wants to link with"),
    back: words("เป็นที่อยากเชื่อมโยงของ", "is sought by"),
  },
};

/** Types of ties that a picture can hold. */
export const TYPES = Object.keys(TIES);

export const familyOf = (type: string): Family => TIES[type]?.family ?? "cares";

/** What a tie is called; a type that the API adds later goes by its own name. */
export function tieOf(type: string, back = false): Words {
  const known = TIES[type];
  return known ? (back ? known.back : known.out) : words(type, type);
}
