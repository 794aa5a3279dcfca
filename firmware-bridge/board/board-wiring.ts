import { inputsOf, SENSORS, type SensorName } from '@pingan/device-config/inputs';
import type { BusProfile, ContactConfig, LampConfig } from '@pingan/device-config/profile';

/** An I2C chip behind a board. */
export interface WiredController {
  controller: string;
  chip: 'pca9685' | 'mcp23017';
  address: number;
}

/** Where a lamp or a contact hangs: at a pin, or at a channel of a controller, which is named by its place in the wiring. */
export type ChannelPlace = { at: 'channel'; controller: number; channel: number };
export type LampPlace = { at: 'pin'; pin: number; dimmable: boolean } | ChannelPlace;
export type ContactPlace = { at: 'pin'; pin: number } | ChannelPlace;

/** A lamp on a board. */
export interface WiredLamp {
  lamp: string;
  place: LampPlace;
}

/** A doorway beam on a board. */
export interface WiredBeam {
  door: string;
  beam: 'outer' | 'inner';
  pin: number;
  pullUp: boolean;
  /** Level of the pin while something is in the beam. */
  broken: 'low' | 'high';
}

/** A switch, button or reed contact on a board. */
export interface WiredContact {
  input: string;
  place: ContactPlace;
  pullUp: boolean;
  /** Level while it is closed or touched. */
  active: 'low' | 'high';
}

/** An analogue sensor; channel 0 is A0. */
export interface WiredSensor {
  sensor: SensorName;
  channel: number;
}

/** Everything that is wired to one board. */
export interface BoardWiring {
  lamps: readonly WiredLamp[];
  beams: readonly WiredBeam[];
  controllers: readonly WiredController[];
  contacts: readonly WiredContact[];
  sensors: readonly WiredSensor[];
  /** Pin of the alarm rig's siren. */
  siren: number | null;
}

const FIRST_ANALOGUE_PIN = 14;

/** What of the profile is wired to the board of that name. */
export function wiringOf(board: string, profile: BusProfile): BoardWiring {
  const controllers = Object.entries(profile.controllers)
    .filter(([, controller]) => controller.board === board)
    .map(([controller, { chip, address }]) => ({ controller, chip, address }));
  const channelPlace = (config: { controller: string; channel: number }): ChannelPlace | undefined => {
    const controller = controllers.findIndex((wired) => wired.controller === config.controller);
    return controller < 0 ? undefined : { at: 'channel', controller, channel: config.channel };
  };
  const siren = profile.alarmRig?.siren;
  return {
    lamps: Object.entries(profile.lamps).flatMap(([lamp, config]) => {
      const place = lampPlace(config, board, channelPlace);
      return place ? [{ lamp, place }] : [];
    }),
    beams: beamsOf(board, profile),
    controllers,
    contacts: inputsOf(profile).flatMap(({ input, contact }) => {
      const place = contactPlace(contact, board, channelPlace);
      return place ? [{ input, place, pullUp: contact.pullUp, active: contact.active }] : [];
    }),
    sensors: SENSORS.flatMap((sensor) => {
      const config = profile.sensors[sensor];
      return config?.board === board ? [{ sensor, channel: config.pin - FIRST_ANALOGUE_PIN }] : [];
    }),
    siren: siren?.board === board ? siren.pin : null,
  };
}

type FindChannel = (config: { controller: string; channel: number }) => ChannelPlace | undefined;

function lampPlace(config: LampConfig, board: string, channelPlace: FindChannel): LampPlace | undefined {
  if ('controller' in config) return channelPlace(config);
  return config.board === board ? { at: 'pin', pin: config.pin, dimmable: config.dimmable } : undefined;
}

function contactPlace(
  config: ContactConfig,
  board: string,
  channelPlace: FindChannel,
): ContactPlace | undefined {
  if ('controller' in config) return channelPlace(config);
  return config.board === board ? { at: 'pin', pin: config.pin } : undefined;
}

function beamsOf(board: string, { doors }: BusProfile): WiredBeam[] {
  return Object.entries(doors).flatMap(([door, { outer, inner }]) =>
    (
      [
        ['outer', outer],
        ['inner', inner],
      ] as const
    )
      .filter(([, config]) => config.board === board)
      .map(([beam, { pin, pullUp, broken }]) => ({ door, beam, pin, pullUp, broken })),
  );
}

/** Level of the pin that means "something is in the beam" or "the beam is clear". */
export function pinLevel(beam: Pick<WiredBeam, 'broken'>, broken: boolean): boolean {
  return (beam.broken === 'high') === broken;
}

/** Whether something is in the beam while its pin has this level. */
export function isBroken(beam: Pick<WiredBeam, 'broken'>, high: boolean): boolean {
  return (beam.broken === 'high') === high;
}

/** Whether a contact is closed or touched while it has this level. */
export function isActive(contact: Pick<WiredContact, 'active'>, high: boolean): boolean {
  return (contact.active === 'high') === high;
}
