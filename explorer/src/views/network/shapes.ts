/** A shape is a regular polygon: how many sides (0: a circle), and how far it is turned. */
export interface Shape {
  sides: number;
  turn: number;
}

const UP = -Math.PI / 2;
const CIRCLE: Shape = { sides: 0, turn: 0 };

const SHAPES: Record<string, Shape> = {
  Agency: CIRCLE,
  Cluster: CIRCLE,
  Network: { sides: 4, turn: Math.PI / 4 },
  Issue: { sides: 4, turn: 0 },
  Problem: { sides: 3, turn: UP },
  MoralCapital: { sides: 3, turn: -UP },
  GoodDeed: { sides: 5, turn: UP },
  Project: { sides: 5, turn: -UP },
  Goal: { sides: 6, turn: 0 },
  Mechanism: { sides: 6, turn: UP },
  Area: { sides: 8, turn: Math.PI / 8 },
  Event: { sides: 8, turn: 0 },
};

export const shapeOf = (kind: string): Shape => SHAPES[kind] ?? CIRCLE;

/** The corners of a shape around a point; the y axis points down. */
export function corners({ sides, turn }: Shape, x: number, y: number, radius: number): [number, number][] {
  return Array.from({ length: sides }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / sides;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}
