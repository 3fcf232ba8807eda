// Programs for sigma: marks whose shape says their kind, and lines whose dashes say their family.
// Lengths in the shaders are sigma's: 2 × correction ÷ size ratio is one pixel.
import { EdgeProgram, NodeProgram } from "sigma/rendering";
import type { EdgeProgramType, NodeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { Line, Mark } from "./model";
import { shapeOf } from "./shapes";
import { FAMILIES } from "./ties";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

/** What marks are pale with; of the page, so the same for all pictures on it. */
export const ground = { rgb: [1, 1, 1] as [number, number, number] };

const MARK_VERTEX = `
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_sides;
attribute float a_turn;
attribute float a_style;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_from;
varying float v_radius;
varying float v_sides;
varying float v_turn;
varying float v_style;
void main() {
  float pixel = 2.0 * u_correctionRatio / u_sizeRatio;
  vec2 from = a_size * pixel * 2.4 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + from, 1)).xy, 0, 1);
  v_from = from;
  v_radius = a_size * pixel;
  v_sides = a_sides;
  v_turn = a_turn;
  v_style = a_style;
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
}`;

// A polygon's distance: how far a point is beyond the nearest side. The y axis of the screen points down.
const MARK_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_from;
varying float v_radius;
varying float v_sides;
varying float v_turn;
varying float v_style;
uniform float u_correctionRatio;
uniform vec3 u_ground;
float beyond(vec2 point, float radius) {
  float away = length(point);
  if (v_sides < 2.5) return away - radius;
  float part = 6.2831853 / v_sides;
  float angle = atan(-point.y, point.x) - v_turn;
  float turned = mod(angle, part) - part * 0.5;
  return cos(turned) * away - radius * cos(part * 0.5);
}
void main(void) {
  float soft = u_correctionRatio * 2.0;
  float reach = v_sides > 2.5 ? v_radius * 1.18 : v_radius;
  float distance = beyond(v_from, reach);
  vec4 fill = v_color;
  float rim = max(v_radius * 0.22, soft * 1.5);
  vec4 pale = vec4(mix(v_color.rgb, u_ground * v_color.a, 0.72), v_color.a);
  if (v_style > 1.5) {
    float ring = smoothstep(0.0, soft, distance + rim * 1.8) * (1.0 - smoothstep(0.0, soft, distance + rim));
    fill = mix(v_color, vec4(u_ground * v_color.a, v_color.a), ring);
    if (mod(v_style, 2.0) > 0.5) fill = mix(pale, fill, smoothstep(-soft, 0.0, distance + rim * 1.8));
  } else if (v_style > 0.5) {
    fill = mix(pale, v_color, smoothstep(-soft, 0.0, distance + rim));
  }
  gl_FragColor = mix(fill, vec4(0.0), smoothstep(-soft, 0.0, distance));
}`;

type MarkUniform = "u_sizeRatio" | "u_correctionRatio" | "u_matrix" | "u_ground";

/** How a mark is filled: 1 pale for what is invented, 2 with a second ring for a closed cluster. */
const styleOf = (mark: Pick<Mark, "synthetic" | "kind">): number =>
  (mark.synthetic ? 1 : 0) + (mark.kind === "Cluster" ? 2 : 0);

type Float = { name: string; size: number; type: number; normalized?: boolean };
const float = (name: string, size = 1): Float => ({ name, size, type: FLOAT });
const bytes = (name: string): Float => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });

export class MarkProgram extends NodeProgram<MarkUniform> {
  getDefinition() {
    const third = (2 * Math.PI) / 3;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: MARK_VERTEX,
      FRAGMENT_SHADER_SOURCE: MARK_FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix", "u_ground"] as const,
      ATTRIBUTES: [
        float("a_position", 2),
        float("a_size"),
        bytes("a_color"),
        float("a_sides"),
        float("a_turn"),
        float("a_style"),
      ],
      CONSTANT_ATTRIBUTES: [float("a_angle")],
      CONSTANT_DATA: [[0], [third], [2 * third]],
    };
  }

  processVisibleItem(_: number, start: number, data: NodeDisplayData & { mark?: Mark }): void {
    const { sides, turn } = shapeOf(data.mark?.kind ?? "");
    const values = [
      data.x,
      data.y,
      data.size,
      floatColor(data.color),
      sides,
      turn,
      data.mark ? styleOf(data.mark) : 0,
    ];
    this.array.set(values, start);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: Locations<MarkUniform>): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform3fv(uniformLocations.u_ground, ground.rgb);
  }
}

interface Locations<Uniform extends string> {
  gl: WebGLRenderingContext | WebGL2RenderingContext;
  uniformLocations: Record<Uniform, WebGLUniformLocation>;
}

const LINE_VERTEX = `
attribute vec4 a_color;
attribute vec2 a_normal;
attribute float a_width;
attribute float a_dash;
attribute float a_lane;
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_along;
varying float v_dash;
void main() {
  float pixel = 2.0 * u_correctionRatio / u_sizeRatio;
  float half_width = max(a_width, 0.8) * 0.5 + 0.5;
  vec2 place = mix(a_start, a_end, a_along) + a_normal * pixel * (a_lane + a_side * half_width);
  gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
  v_across = a_side * half_width;
  v_half = half_width;
  v_along = a_along * length(a_end - a_start) / pixel;
  v_dash = a_dash;
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
}`;

const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_along;
varying float v_dash;
void main(void) {
  if (v_dash > 0.5 && mod(v_along, v_dash * 2.0) > v_dash) discard;
  gl_FragColor = v_color * (1.0 - smoothstep(v_half - 1.0, v_half, abs(v_across)));
}`;

type LineUniform = "u_sizeRatio" | "u_correctionRatio" | "u_matrix";

/** Pixels between two lines of the same marks. */
export const LANE = 4;

export class LineProgram extends EdgeProgram<LineUniform> {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: LINE_VERTEX,
      FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const,
      ATTRIBUTES: [
        float("a_start", 2),
        float("a_end", 2),
        float("a_normal", 2),
        bytes("a_color"),
        float("a_width"),
        float("a_dash"),
        float("a_lane"),
      ],
      CONSTANT_ATTRIBUTES: [float("a_along"), float("a_side")],
      CONSTANT_DATA: [
        [0, 1],
        [0, -1],
        [1, 1],
        [1, 1],
        [0, -1],
        [1, -1],
      ],
    };
  }

  processVisibleItem(
    _: number,
    start: number,
    from: NodeDisplayData,
    to: NodeDisplayData,
    data: EdgeDisplayData & { line?: Line },
  ): void {
    const across = to.x - from.x;
    const down = to.y - from.y;
    const length = Math.hypot(across, down) || 1;
    const values = [
      from.x,
      from.y,
      to.x,
      to.y,
      -down / length,
      across / length,
      floatColor(data.color),
      data.size,
      data.line ? FAMILIES[data.line.family].dash : 0,
      (data.line?.lane ?? 0) * LANE,
    ];
    this.array.set(values, start);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: Locations<LineUniform>): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}

/** Draws nothing, in the place of a program of sigma's own that the picture has no use for: each takes time to compile. */
class Nothing {
  kill(): void {}
  reallocate(): void {}
  process(): void {}
  render(): void {}
}

export const NoMarks = Nothing as unknown as NodeProgramType;
export const NoLines = Nothing as unknown as EdgeProgramType;
