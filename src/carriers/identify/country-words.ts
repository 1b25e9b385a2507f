/** Countries as they stand behind a carrier's name. */

/** How shops write countries behind a carrier's name: ISO code = what stands for it. */
const words = new Map(
  (
    "US=us usa|DE=de germany deutschland|GB=uk gb britain|FR=fr france frankreich|ES=es spain espana spanien|IT=it italy italia italien|NL=nl netherlands netherland nederland niederlande|" +
    "BE=be belgium belgie belgien|AT=at austria osterreich|CH=ch switzerland schweiz suisse|SE=se sweden sverige schweden|NO=no norway norge|DK=dk denmark danmark|FI=fi finland suomi|" +
    "PL=pl poland polska polen|CZ=cz czech|SK=sk slovakia|SI=si slovenia|HU=hu hungary|RO=ro romania|HR=hr croatia|PT=pt portugal|GR=gr greece|IE=ie ireland|TR=tr turkey|AU=au australia|" +
    "CA=ca canada|MX=mx mexico|BR=br brazil brasil|CN=cn china|JP=jp japan|KR=kr korea|HK=hk|SG=sg singapore|TH=th thailand|VN=vn vietnam|PH=ph philippines|NZ=nz|ZA=za"
  )
    .split("|")
    .flatMap((line) => {
      const [code = "", written = ""] = line.split("=");
      return written.split(" ").map((word): [string, string] => [word, code]);
    }),
);
const wordsByCountry = Map.groupBy(words.keys(), (word) => words.get(word) ?? "");

/** ISO 3166-1 alpha-2 of a plain word; undefined when it is no country. */
export const countryOfWord = (word: string): string | undefined => words.get(word);
export const wordsOfCountry = (country: string): readonly string[] => wordsByCountry.get(country) ?? [];
