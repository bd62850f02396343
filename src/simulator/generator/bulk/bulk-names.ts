import type { Random } from '../random';

const words = (text: string): readonly string[] => text.split(' ');

/** Given names of people. */
export const GIVEN_NAMES = words(
  'Aaron Abigail Adrian Agnes Alan Alice Amelia Andrea Anna Anton Arjun Astrid Barbara Benjamin Bianca Brigitte Bruno Camille Carlos Carmen Cecilia Chidi Clara Conor Dagmar Daria David Diana Dominic Edith Elena Elias Emily Emre Erik Esther Fatima Felix Fleur Florian Frank Freya Gabriel Gemma Giulia Graham Hana Harriet Hassan Heidi Henrik Ibrahim Imogen Irene Ivan Jacob Jasmine Jelena Joanna Jonas Julia Karim Katrin Keira Kenji Laura Leon Liam Lotte Lucia Luis Magda Malik Marta Matthias Maya Mei Milan Nadine Naomi Nicolas Nora Olga Oliver Oscar Paula Pedro Petra Philip Rachel Rafael Ravi Rita Robin Ruth Sandra Simon Sonja Stefan Sven Tara Thea Thomas Tilda Tomas Ursula Vera Viktor Wanda William Yara Yusuf Zara',
);

/** Surnames of people. */
export const SURNAMES = words(
  'Abbott Adeyemi Albrecht Andersson Archer Bailey Baker Barros Bauer Becker Bennett Berg Bianchi Blake Bosch Bright Brooks Burke Caldwell Carter Castillo Chen Clarke Cole Costa Cox Dalton Dawson Dekker Dijkstra Donovan Duarte Dubois Ellis Evans Farrell Fischer Fletcher Fontaine Foster Franke Garcia Gibson Grant Greenwood Gupta Haas Hansen Harper Hartmann Hayes Hughes Hussain Ivanov Jansen Jensen Johansson Jones Kaya Keller Khan Kim Klein Knight Kowalski Kraus Lambert Larsen Laurent Lawson Lee Lehmann Lopez Lund Marsh Martin Meyer Mills Moore Moreau Morgan Muller Murphy Nguyen Nielsen Novak Olsen Osborne Palmer Park Patel Pereira Peters Petersen Pham Price Ramos Reed Richter Rossi Rowe Russo Santos Schmidt Schneider Scott Sharma Silva Simpson Singh Smit Stone Svensson Tanaka Taylor Turner Vaughan Vermeer Visser Vogel Wagner Walsh Ward Weber White Wolf Wood Wright Yilmaz Young Zimmermann',
);

/** Departments, with the cities that a company of this kind has. */
export const DEPARTMENTS = words('Finance Sales Marketing Service Engineering Operations Legal Procurement Research Quality Logistics IT');
export const CITIES = words('Bristol Leeds Utrecht Hamburg Lyon Gdansk Porto Aarhus Turin Ghent');
const COUNTRIES = words('GB GB NL DE FR PL PT DK IT BE');

/** The country of a city of the list. */
export function countryOf(city: string): string {
  return COUNTRIES[CITIES.indexOf(city)] ?? 'GB';
}

const FIRST = words(
  'Amber Anchor Arrow Aspen Beacon Birch Blue Bramble Bridge Bright Cedar Chalk Cinder Cloud Clover Cobalt Copper Coral Crest Dawn Delta Drift Ember Falcon Fern Field Flint Forge Frost Garnet Granite Harbor Hazel Heron Hollow Indigo Iron Ivory Juniper Keystone Lantern Laurel Linden Marble Meadow Mica Mint Moss North Oak Onyx Opal Orchard Otter Pebble Pine Plum Prairie Quarry Quill Raven Reed Ridge River Robin Saffron Sage Silver Slate Spruce Stone Summit Swift Tern Thistle Timber Umber Vale Violet Willow Wren',
);
const SECOND = words(
  'base board box bridge craft deck desk dock field flow forge gate grid hub kit lane leaf line link mark mill path pilot point port post ray rise scope ship side sight smith space spring stack step track trail vault wave way wise works',
);
const KINDS = [
  'Expenses',
  'Scheduler',
  'Helpdesk',
  'CRM',
  'Archive',
  'Backup',
  'Surveys',
  'Learning',
  'Signatures',
  'Travel',
  'Recruiting',
  'Analytics',
  'Invoices',
  'Booking',
  'Connector',
  'Portal',
  'Sync',
  'Workflow',
  'Monitoring',
  'Directory',
];

/** The name of an invented product. */
export function productName(random: Random): string {
  return `${random.pick(FIRST)}${random.pick(SECOND)} ${random.pick(KINDS)}`;
}
