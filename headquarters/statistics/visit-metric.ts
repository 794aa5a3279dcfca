/** A visit (人次) is one entry through a door; the same person may come twice. */
export const VISIT = 'door.in';
