/**
 * Numbers that others have published: in the tests and data of public projects, in carriers' answers and documentation. None is made
 * from our formats; some also stand there as examples. Registry code (or the family's), where from, numbers.
 */
export interface PublishedNumbers {
  readonly carrier: string;
  readonly source: string;
  readonly numbers: readonly string[];
}

const bloodhound = "mediocre/bloodhound, tests";
const dataSet = "jkeen/tracking_number_data, test numbers";
const parcellab = "ArtCodeStudio/parcellab-node, tests";
const drogher = "jbittel/drogher, tests";

const list = (numbers: string): readonly string[] => numbers.trim().split(/\s+/);

export const published: readonly PublishedNumbers[] = [
  {
    carrier: "ups",
    source: bloodhound,
    numbers: list(`1Z6V86420323794365 1Z12345E6605272234 H9205817377 1Z12345E0305271640 1Z12345E0205271688
      1Z12345E0393657226 1Z12345E1305277940 1Z12345E6205277936 1Z12345E1505270452 1Z648616E192760718 1ZWX0692YP40636269
      1Z12345E5991872040 1Z12345E0390105056 1Z12345E0290424025 1Z12345E0194845039 1Z3913YY0344313151`),
  },
  { carrier: "ups", source: dataSet, numbers: list("1Z410E7W0392751591 1Z8V92A70367203024") },
  { carrier: "ups", source: parcellab, numbers: list("1Z0370A00400378816") },
  {
    carrier: "ups",
    source: "carrier answers in documentation",
    numbers: list("1Z1442YY7229014688 1Z204W4R0308071865"),
  },
  {
    carrier: "usps",
    source: bloodhound,
    numbers: list(`9400111899223818218407 9400111899561482610074 9400111899223837820490 9400111899223837861141
      9400111699000271800200 9405511699000273008898 9400111899223830191139 9400111899223830191054 9400111899223830191368
      9405511899223830661741 9405503699300049053172 9400109699938860246573 420921559505500020714300000128
      4209215512349505500020714300000128 EC207920162US`),
  },
  {
    carrier: "usps",
    source: dataSet,
    numbers: list(`4201028200009261290113185417468510 420221539101026837331000039521 71969010756003077385
      9505511069605048600624 9101123456789000000013 92748931507708513018050063 9361289878700317633795 9405803699300124287899`),
  },
  { carrier: "usps", source: drogher, numbers: list("EF123456785US 420221539101026837331000039521") },
  {
    carrier: "usps",
    source: "answers of aggregators",
    numbers: list("9400100208303109500782 9400100208303109500744 9400109104250532908587 9205590164917337534322"),
  },
  {
    carrier: "fedex",
    source: bloodhound,
    numbers: list(`02931503799192766595 41999998135520738841 61299998620341515252 74899992242124855076 771613423732
      9261293148703201595357 9611804010639001854878 9611804512604749366900 997048950367429 DT771613423732`),
  },
  {
    carrier: "fedex",
    source: dataSet,
    numbers: list(`477179081230 799531274483 790535312317 974367662710 1001921380360001000300639585804382
      1001901781990001000300617767839437 568283610012734 9622001560000000000000794808390594 9622001560001234567100794808390594`),
  },
  { carrier: "fedex", source: drogher, numbers: list("9632001960000000000400152152152158 9611019012345612345671") },
  { carrier: "fedex", source: "carrier answers in documentation", numbers: list("128667043726 397280491672") },
  {
    carrier: "dhl-germany",
    source: parcellab,
    numbers: list("CR236035058DE 00340434463400055439"),
  },
  { carrier: "dhl-germany", source: "paketda.de", numbers: list("JJD1410302937991 00340433836442636597 201298452277") },
  {
    carrier: "dhl-express",
    source: dataSet,
    numbers: list("73891051146 8487135506 1099255990 3821724944 3318810036 3318810014 JJD0099999999 JVGL0999999990"),
  },
  { carrier: "dhl-express", source: drogher, numbers: list("1656740256") },
  {
    carrier: "dhl-express",
    source: "carrier answers in documentation",
    numbers: list("9104223295 2083757763 JD012345678901234567"),
  },
  { carrier: "dhl-global-mail", source: dataSet, numbers: list("GM2951173225174494 GM295117494011169042") },
  { carrier: "dhl-global-mail", source: bloodhound, numbers: list("420480369374810912400407068201") },
  {
    carrier: "dpd",
    source: parcellab,
    numbers: list(`09445440528378N 09445440528275T 09445440528213M 094454405280792 094454405282712 09445440528372Z`),
  },
  { carrier: "dpd", source: dataSet, numbers: list("008182709980000020033350276C 008182709980000020045327276N") },
  {
    carrier: "dpd",
    source: "CPAN Business-DPD, tests; paketda.de",
    numbers: list("01905002345615Y 01905002345615 01015026003653C"),
  },
  { carrier: "hermes-de", source: parcellab, numbers: list("H1000730000834301047 H1000730000173901032") },
  { carrier: "hermes-de", source: "paketda.de", numbers: list("09133131530724") },
  {
    carrier: "la-poste-colissimo",
    source: "CPAN Business-Colissimo, tests; La Poste's documentation",
    numbers: list("8L01234567895 EW112720413FR"),
  },
  { carrier: "colis-prive", source: parcellab, numbers: list("Z6100131760569200 Z6100130652674000") },
  {
    carrier: "ontrac",
    source: dataSet,
    numbers: list("C11031500001879 C10999911320231 C11121552953069 C11121553156000 D10011342332145"),
  },
  { carrier: "lasership", source: dataSet, numbers: list("LX17635036 1LS724505321754 1LS720000000000") },
  { carrier: "lasership", source: "carrier answers in documentation", numbers: list("LA40305346") },
  {
    carrier: "purolator",
    source: dataSet,
    numbers: list("320595463938 320606146993 287809468872 331426749957 KYV009956937 TLR000083964"),
  },
  {
    carrier: "canada-post",
    source: "carrier answers in documentation",
    numbers: list("7316971138510136 1371134583769923 1680678172650919 2001698038081172 8193030646706337"),
  },
  { carrier: "amazon", source: dataSet, numbers: list("TBA000000000000 TBA502887274000") },
  {
    carrier: "yodel",
    source: dataSet,
    numbers: list("JJD0002257639032011 JJD0002255380054291 JD0002242617644732 JD0002254405060992"),
  },
  {
    carrier: "canpar",
    source: dataSet,
    numbers: list("D576002440000001428004 L576002440000000001004 S576002440000000025001"),
  },
  { carrier: "landmark-global", source: dataSet, numbers: list("LTN74209518N1 LTN74224021N1") },
  { carrier: "gofo-express", source: dataSet, numbers: list("GFUS01011884214272") },
  { carrier: "yunexpress", source: dataSet, numbers: list("YT2229521272164447") },
  { carrier: "speedee", source: dataSet, numbers: list("SP029692510000901479 SP029692510000688332") },
  {
    carrier: "spain-correos-es",
    source: "carrier answers in documentation",
    numbers: list("PQ43B404AA015110128001N PQAZXT9800004900128221Z PQ4F6P0704104480181750T"),
  },
  { carrier: "postnl", source: "answers of aggregators", numbers: list("3SKAAG5995399") },
  {
    carrier: "australia-post",
    source: "carrier answers in documentation",
    numbers: list("7XX1000634011427 6XXX12345678EXP00001"),
  },
  { carrier: "gls", source: "answers of aggregators", numbers: list("39936862321") },
];
