import { Component, type ComponentType, h } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * The value, or while `late` the one that was there before, until a frame with everything else has been painted. A
 * newer value takes the place of one that still waits.
 */
export function useLate<T>(value: T, late: boolean): T {
  const [painted, setPainted] = useState<{ value: T }>({ value });
  // An effect runs once the frame is on the screen.
  useEffect(() => {
    const timer = setTimeout(() => setPainted({ value }));
    return () => clearTimeout(timer);
  }, [value]);
  return late ? painted.value : value;
}

/** The component, drawn again only when one of its props is another one. */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const keys = Object.keys(next) as (keyof P)[];
      return keys.some((key) => next[key] !== (this.props as P)[key]);
    }
    override render() {
      return h(Inner, this.props as P);
    }
  };
}
