/** How large a box is in em of its own type: what decides how many things fit on a page. */
export class SpaceInEm {
  width = $state(0);
  height = $state(0);

  /** For `{@attach}`: follows the box. */
  readonly follow = (box: HTMLElement): (() => void) => {
    const measure = () => {
      const em = Number.parseFloat(getComputedStyle(box).fontSize);
      this.width = box.clientWidth / em;
      this.height = box.clientHeight / em;
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(box);
    measure();
    return () => sizes.disconnect();
  };
}
