import type { Db } from '../database/open-database.ts';

/** In which counties buses have stops planned, by bus; a bus whose stops name no county is missing. */
export async function countiesOfBuses(db: Db): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('plan')
    .innerJoin('bus', 'bus.id', 'plan.bus_id')
    .select('bus.name as bus')
    .select((eb) =>
      eb
        .fn<string | null>('json_extract', ['plan', eb.val('$.fields.place.current.value.county')])
        .as('county'),
    )
    .distinct()
    .execute();
  const counties = new Map<string, string[]>();
  for (const { bus, county } of rows)
    if (county !== null) counties.set(bus, [...(counties.get(bus) ?? []), county]);
  return counties;
}
