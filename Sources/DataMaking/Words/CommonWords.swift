/// Words that are the same in every locale.
enum CommonWords {
    static let mailHosts = WordList(["example.com", "example.org", "example.net", "mail.test", "post.test"])
    static let companyForms = WordList(["Ltd", "GmbH", "SA", "Group", "Partners", "Works"])
    static let countries = WordList([
        "US", "DE", "FR", "ES", "GB", "IT", "NL", "PL", "SE", "PT", "AT", "CH", "BE", "DK", "NO", "FI",
    ])
    static let currencies = WordList(["EUR", "USD", "GBP", "CHF", "SEK", "PLN"])
    static let browsers = WordList([
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
        "curl/8.11.0", "python-requests/2.32.3",
    ])
    static let nouns = WordList([
        "table", "lamp", "chair", "bottle", "keyboard", "jacket", "notebook", "camera", "bicycle", "backpack", "teapot",
        "headphones", "mirror", "blanket", "watch", "speaker", "pillow", "desk", "kettle", "umbrella",
    ])
    static let adjectives = WordList([
        "blue", "light", "sturdy", "compact", "modern", "classic", "soft", "quiet", "bright", "wooden", "small",
        "large",
        "portable", "round", "green", "smart",
    ])
    static let requests = WordList([
        "Write a short story about", "Explain in simple words", "Summarise the main points of", "Compare two views on",
        "List five ideas for", "Draft a friendly message about", "Translate into French a sentence on",
        "Plan a week around",
        "Find the weak points of", "Give me an example of", "Turn into a poem the subject of", "Describe step by step",
    ])
    static let subjects = WordList([
        "a lighthouse keeper", "renewable energy", "the history of tea", "learning a new language",
        "a garden in winter",
        "public transport", "testing software", "healthy cooking", "a trip to the mountains", "music at work",
        "saving water at home", "the first day at school", "remote teams", "a lost letter", "birds in the city",
        "quantum computers", "budget travel", "old photographs", "sleep and memory", "writing good prompts",
    ])
    static let manners = WordList([
        "", " in less than 100 words", " for a ten-year-old", " with three examples", " in a formal tone",
        " as a dialogue",
        " using bullet points", " and end with a question",
    ])
    static let text = WordList([
        "the", "a", "of", "and", "with", "for", "new", "order", "after", "before", "customer", "asked", "about",
        "delivery",
        "was", "late", "box", "arrived", "well", "packed", "colour", "looks", "different", "than", "expected", "thank",
        "you", "very", "quick", "answer", "please", "call", "back", "tomorrow", "morning", "price", "changed", "again",
    ])
    /// Beginnings of card numbers that payment providers publish for tests.
    static let cards = WordList(["424242", "555555", "400005", "601111"])
    static let addresses = WordList(["192.0.2.", "198.51.100.", "203.0.113."])
}
