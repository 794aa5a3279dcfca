/** A visit (人次) is one entry through a door; the same person may come twice. */
export const VISIT = 'door.in';
/** Seconds in which a door could not see. They are no visits, and in no sum of counts. */
export const BLIND = 'door.blind';
