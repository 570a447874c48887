import type { Change, Lease } from '../../promises/failover/lease.ts';
import type { FailoverState } from '../../promises/failover/state.ts';
import type { LeaseStore } from './ports.ts';

/** How a change of a lease ended. */
export type Changed =
  | { readonly kind: 'done'; readonly lease: Lease }
  | { readonly kind: 'refused'; readonly says: string; readonly lease: Lease };

/** Others write for a moment at most; who is still not let in is tried again by the machine. */
const TRIES = 5;

/**
 * Changes the lease of a run's service by a conditional write; where somebody was quicker, judges anew by what is
 * there.
 * @throws Error when that goes on
 */
export async function changeLease(
  leases: LeaseStore,
  state: FailoverState,
  change: (lease: Lease) => Change | Promise<Change>,
): Promise<Changed> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const lease = await readLease(leases, state);
    const wanted = await change(lease);
    switch (wanted.kind) {
      case 'already':
        return { kind: 'done', lease };
      case 'refused':
        return { ...wanted, lease };
      case 'write':
        if (await leases.put(wanted.next)) return { kind: 'done', lease: wanted.next };
    }
  }
  throw new Error(`the lease of ${state.request.service} is being written by somebody else`);
}

/** The lease of a run's service. */
export function readLease(leases: LeaseStore, { request }: FailoverState): Promise<Lease> {
  return leases.read(request.service, primaryOf(request));
}

/** The region in which the service is at home, whichever way a run goes. */
export function primaryOf({ mode, from, to }: FailoverState['request']): string {
  return mode === 'fail-back' ? to : from;
}
