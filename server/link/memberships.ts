import type { TechniqueId } from '@/lib/techniques';
import type { Link, LinkMember } from './link';

/** A connection that several pages share goes through the networks of so many of them. */
const MOST_LINKS = 8;

interface Membership {
  /** Of the connection, in the capture of the link's market. */
  number: number;
  /** The lanes that it carries there. */
  techniques: Set<TechniqueId>;
}

/** The links of a connection that several pages share: it obeys all of them. */
export class Memberships {
  private readonly member: LinkMember;
  /** The link that was used last stands behind the others. */
  private readonly links = new Map<Link, Membership>();

  constructor(member: LinkMember) {
    this.member = member;
  }

  /** Whether one of the links does anything. */
  get active(): boolean {
    for (const link of this.links.keys()) if (link.active) return true;
    return false;
  }

  /** Joins a link; the one that was used longest ago is left where there are too many. */
  join(link: Link, technique: TechniqueId): void {
    const { links, member } = this;
    let membership = links.get(link);
    if (membership) links.delete(link);
    else {
      link.add(member);
      membership = { number: link.capture.newConnection(), techniques: new Set() };
    }
    membership.techniques.add(technique);
    links.set(link, membership);
    const [oldest] = links.keys();
    if (links.size <= MOST_LINKS || !oldest) return;
    links.delete(oldest);
    oldest.remove(member);
  }

  /** The connection's number in the capture of a link; undefined where it is no member of it any more. */
  numberIn(link: Link): number | undefined {
    return this.links.get(link)?.number;
  }

  /** The latest of what a question to each link is answered with: until when something is. */
  latest(until: (link: Link) => number): number {
    let latest = 0;
    for (const link of this.links.keys()) latest = Math.max(latest, until(link));
    return latest;
  }

  /** The connection is closed. @param show shows it in each lane that it has carried */
  leave(show: (link: Link, technique: TechniqueId, number: number) => void): void {
    for (const [link, { number, techniques }] of this.links) {
      for (const technique of techniques) show(link, technique, number);
      link.remove(this.member);
    }
    this.links.clear();
  }
}
