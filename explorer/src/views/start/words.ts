import { words } from "../../text/language";

export const own = {
  title: words("ภาคี: ใครทำงานร่วมกับใครได้", "Phakhi: who can work with whom"),
  lead: words(
    "ใครทำงานร่วมกับใครได้ ในเรื่องใด และเพราะอะไร",
    "Who can work with whom, on what, and why",
  ),
  empty: words(
    "ยังไม่มีเครือข่ายในระบบ นำแบบบันทึกของท่านเข้ามาได้เลย",
    "There is no network here yet. Bring a worksheet of your own.",
  ),
  findPartner: words("หาภาคีให้หน่วยงาน", "Find partners for an agency"),
  agencyName: words("ชื่อหน่วยงาน", "Name of an agency"),
  otherArea: words("ดูพื้นที่อื่น", "See another area"),
  problems: words("ปัญหา", "Problems"),
  goodDeeds: words("ความดีที่อยากทำ", "Good deeds"),
  goals: words("เป้าหมาย", "Goals"),
  mechanisms: words("กลไก", "Mechanisms"),
  capitals: words("ต้นทุนคุณธรรม", "Moral capital"),
  members: words("{n} หน่วยงาน", "{n} agencies"),
  seePicture: words("ดูภาพเครือข่าย", "See the network"),
  seeMatrix: words("ดูตารางเครือข่าย", "See the matrices"),
  sharedIssues: words("ประเด็นที่หลายเครือข่ายมีร่วมกัน", "Issues that networks share"),
  ofNetworks: words("{n} เครือข่าย", "{n} networks"),
  problemsWithoutWork: words("ปัญหาที่ยังไม่มีใครลงมือ", "Problems that nobody works on"),
  goalsDue: words("เป้าหมายใกล้ครบกำหนดที่ยังไม่มีหลักฐาน", "Goals due without evidence"),
  due: words("ครบกำหนด {day}", "due {day}"),
  inAll: words("ทั้งหมด {n} เรื่อง", "{n} in all"),
  nearest: words("ผู้ที่ใกล้เรื่องนี้ที่สุด", "Nearest to it:"),
  conditions: words("เงื่อนไขความสำเร็จ", "Conditions of success"),
  silence: words("ใครยังไม่ได้บอกอะไร", "Who has said nothing"),
};
