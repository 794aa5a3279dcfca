/** Wrong use or wrong configuration: the message is for the person who started headquarters, and the exit code is 2. */
export class ConfigurationError extends Error {}
