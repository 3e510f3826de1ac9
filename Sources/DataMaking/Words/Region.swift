/// Words and numbers of one locale, of our own making: common names, large towns, usual streets, and ranges that nobody owns.
final class Region: Sendable {
    let locale: String
    let country: String
    let firstNames: WordList
    let lastNames: WordList
    /// Both as addresses of mail have them.
    let plainFirstNames: WordList
    let plainLastNames: WordList
    let streets: WordList
    /// Whether the house number stands in front of the street.
    let numberFirst: Bool
    let cities: WordList
    /// Of each city, what its postal codes begin with; digits fill them up.
    let postalCodes: WordList
    let postalDigits: Int
    let companies: WordList
    /// Beginnings of telephone numbers that are kept free for examples and films, and the digits that follow.
    let phones: WordList
    let phoneDigits: Int
    /// An IBAN's country and its bank, which is none that exists, and how many digits of an account follow.
    let iban: (country: String, bank: String, digits: Int)

    init(
        locale: String,
        country: String,
        firstNames: WordList,
        lastNames: WordList,
        streets: WordList,
        numberFirst: Bool,
        cities: WordList,
        postalCodes: WordList,
        postalDigits: Int,
        companies: WordList,
        phones: WordList,
        phoneDigits: Int,
        iban: (country: String, bank: String, digits: Int)
    ) {
        self.locale = locale
        self.country = country
        self.firstNames = firstNames
        self.lastNames = lastNames
        plainFirstNames = firstNames.plain
        plainLastNames = lastNames.plain
        self.streets = streets
        self.numberFirst = numberFirst
        self.cities = cities
        self.postalCodes = postalCodes
        self.postalDigits = postalDigits
        self.companies = companies
        self.phones = phones
        self.phoneDigits = phoneDigits
        self.iban = iban
    }

    static let all: [Region] = [english, german, french, spanish]

    static func named(_ locale: String) -> Region? { all.first { $0.locale == locale } }

    static let english = Region(
        locale: "en",
        country: "US",
        firstNames: WordList(
            """
            James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica
            Thomas Sarah Charles Karen Daniel Nancy Matthew Lisa Anthony Betty Mark Margaret Steven Sandra Paul Ashley Andrew
            Kimberly Joshua Emily Kenneth Donna Kevin Michelle Brian Carol George Amanda Timothy Melissa Edward Deborah Jason
            Stephanie Jeffrey Rebecca Ryan Laura Jacob Sharon Gary Cynthia Nicholas Kathleen Eric Amy Jonathan Angela Stephen
            Shirley Larry Anna Justin Brenda Scott Pamela Brandon Emma Benjamin Nicole Samuel Helen Gregory Samantha Alexander
            """.words
        ),
        lastNames: WordList(
            """
            Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson
            Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young
            Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter
            Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers
            """.words
        ),
        streets: WordList(
            "Oak Street,Maple Avenue,Cedar Lane,Park Road,Pine Street,Elm Drive,Washington Street,Lake View,Hill Road,Main Street,River Road,Church Street,Spring Street,Highland Avenue,Mill Lane,Sunset Drive"
                .list
        ),
        numberFirst: true,
        cities: WordList(
            "New York,Los Angeles,Chicago,Houston,Phoenix,Philadelphia,San Antonio,San Diego,Dallas,Austin,Seattle,Denver,Boston,Portland,Atlanta,Miami"
                .list
        ),
        postalCodes: WordList("100,900,606,770,850,191,782,921,752,787,981,802,021,972,303,331".list),
        postalDigits: 2,
        companies: WordList(
            "Northfield,Bluewater,Summit,Pioneer,Redwood,Lakeside,Granite,Evergreen,Harbor,Silverline,Keystone,Meadow"
                .list
        ),
        phones: WordList(
            [
                "202", "212", "213", "303", "305", "312", "404", "415", "503", "512", "602", "617", "702", "713", "206",
                "215",
            ].map { "+1-\($0)-555-01" }
        ),
        phoneDigits: 2,
        iban: ("GB", "TEST000000", 8)
    )

    static let german = Region(
        locale: "de",
        country: "DE",
        firstNames: WordList(
            """
            Peter Ursula Michael Maria Thomas Monika Andreas Petra Wolfgang Elisabeth Klaus Sabine Jürgen Renate Günter Helga
            Stefan Karin Christian Brigitte Uwe Ingrid Werner Erika Horst Andrea Frank Gisela Dieter Claudia Manfred Susanne
            Gerhard Anna Hans Gabriele Bernd Christine Torsten Nicole Mathias Stefanie Helmut Anja Walter Katrin Lukas Lena
            Leon Marie Jonas Sophie Felix Laura Paul Julia Maximilian Sarah Tim Lisa Jan Hannah Nils Mia Björn Emma
            """.words
        ),
        lastNames: WordList(
            """
            Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
            Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid
            Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel
            """.words
        ),
        streets: WordList(
            "Hauptstraße,Schulstraße,Gartenstraße,Bahnhofstraße,Dorfstraße,Bergstraße,Lindenstraße,Kirchweg,Waldweg,Ringstraße,Amselweg,Birkenallee,Am Markt,Mühlenweg,Rosenweg,Goethestraße"
                .list
        ),
        numberFirst: false,
        cities: WordList(
            "Berlin,Hamburg,München,Köln,Frankfurt am Main,Stuttgart,Düsseldorf,Leipzig,Dortmund,Essen,Bremen,Dresden,Hannover,Nürnberg,Bonn,Münster"
                .list
        ),
        postalCodes: WordList("101,200,803,506,603,701,402,041,441,451,281,010,301,904,531,481".list),
        postalDigits: 2,
        companies: WordList(
            "Nordwind,Sonnenhof,Eichwald,Rheintal,Blaufels,Bergmann,Seeblick,Hansewerk,Lindenau,Waldkauz,Steinbach,Auental"
                .list
        ),
        phones: WordList(["+49 30 23125", "+49 69 90009", "+49 40 66969", "+49 221 4710", "+49 89 99998"]),
        phoneDigits: 3,
        iban: ("DE", "00000000", 10)
    )

    static let french = Region(
        locale: "fr",
        country: "FR",
        firstNames: WordList(
            """
            Jean Marie Pierre Jeanne Michel Françoise André Monique Philippe Catherine Alain Nathalie Jacques Isabelle Bernard
            Jacqueline Nicolas Anne Christophe Sylvie Laurent Martine Daniel Madeleine Patrick Nicole Julien Suzanne Éric Hélène
            François Christine Louis Marguerite Thomas Denise Antoine Camille Hugo Léa Lucas Chloé Gabriel Manon Raphaël Emma
            """.words
        ),
        lastNames: WordList(
            """
            Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
            Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier
            Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry
            """.words
        ),
        streets: WordList(
            "rue de la Paix,rue Victor Hugo,avenue de la République,place de l'Église,rue du Moulin,rue des Écoles,boulevard Voltaire,rue Pasteur,rue de la Gare,chemin des Vignes,rue du Château,allée des Tilleuls"
                .list
        ),
        numberFirst: true,
        cities: WordList(
            "Paris,Marseille,Lyon,Toulouse,Nice,Nantes,Strasbourg,Montpellier,Bordeaux,Lille,Rennes,Reims".list
        ),
        postalCodes: WordList("750,130,690,310,060,440,670,340,330,590,350,511".list),
        postalDigits: 2,
        companies: WordList(
            "Bellevue,Clairmont,Montfort,Rivage,Beaumont,Tournesol,Grandval,Laforge,Belleville,Clairval".list
        ),
        phones: WordList(["+33 1 99 00", "+33 2 61 91", "+33 3 53 01", "+33 4 65 71", "+33 5 36 49", "+33 6 39 98"]),
        phoneDigits: 4,
        iban: ("FR", "0000000000", 13)
    )

    static let spanish = Region(
        locale: "es",
        country: "ES",
        firstNames: WordList(
            """
            Antonio María José Carmen Manuel Ana Francisco Isabel Juan Laura David Cristina Javier Marta Daniel Lucía Carlos
            Elena Miguel Pilar Alejandro Rosa Rafael Teresa Pedro Sara Pablo Paula Ángel Raquel Sergio Julia Fernando Alba
            Jorge Irene Luis Beatriz Alberto Nuria Álvaro Silvia Diego Patricia Adrián Andrea Raúl Rocío Iván Mónica
            """.words
        ),
        lastNames: WordList(
            """
            García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno
            Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina
            Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos
            """.words
        ),
        streets: WordList(
            "Calle Mayor,Calle Real,Avenida de la Constitución,Plaza de España,Calle del Sol,Calle Nueva,Paseo Marítimo,Calle de Alcalá,Gran Vía,Calle San Juan,Camino Viejo,Calle de la Luna"
                .list
        ),
        numberFirst: false,
        cities: WordList(
            "Madrid,Barcelona,Valencia,Sevilla,Zaragoza,Málaga,Murcia,Palma,Bilbao,Alicante,Córdoba,Valladolid".list
        ),
        postalCodes: WordList("280,080,460,410,500,290,300,070,480,030,140,470".list),
        postalDigits: 2,
        companies: WordList(
            "Solmar,Montesol,Rioverde,Casablanca,Altamira,Lunaria,Oliveros,Puertoazul,Sierranevada,Valdeluz".list
        ),
        phones: WordList(["+1-202-555-01", "+1-305-555-01", "+1-512-555-01", "+1-713-555-01"]),
        phoneDigits: 2,
        iban: ("ES", "00000000", 12)
    )
}

extension String {
    /// Words between white space.
    fileprivate var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
    /// Words between commas.
    fileprivate var list: [String] { split(separator: ",").map(String.init) }
}
