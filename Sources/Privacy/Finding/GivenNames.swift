/// First names that are common in Europe and America, without those that more often are places or words: Paris, Mark, Grace.
enum GivenNames {
    /// Whether a word is one of them, as it is written.
    static func contains(_ word: UnsafeRawBufferPointer) -> Bool {
        guard lengths.contains(word.count), ByteClass.isCapital(word[0]) || word[0] >= 0xC3 else { return false }
        // `Jean-Luc` is one if its first part is.
        return hashes.contains(hash(word.prefix { $0 != 0x2D }))
    }

    /// Of a double name as well.
    private static let lengths = 2...24

    private static let hashes = Set(list.split { $0 == " " || $0 == "\n" }.map { hash($0.utf8) })

    /// FNV-1a.
    private static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private static let list = """
        Aaron Abigail Abraham Achim Adam Adelheid Adrian Adriana Adrien Agnes Agnieszka Ahmed Ahmet Aidan Aisha
        Alain Alan Albert Alberto Alejandra Alejandro Alessandro Alexander Alexandra Alexandre Alexis Alfred Alfredo
        Ali Alice Alicia Alina Alison Allison Amanda Amelia Amelie Amina Amir Amy Ana Anders Andrea Andreas Andrew
        Andrzej Angela Angelika Anika Anita Anja Anke Ann Anna Anne Annette Annika Ansgar Anthony Antje Antoine
        Anton Antonia Antonio Antonius Arjun Armando Arnaud Arne Arthur Arturo Astrid Audrey Aurélie Axel Ayşe
        Barbara Bastian Beate Beatrice Beatriz Benedikt Benjamin Benoît Bernadette Bernard Bernd Bernhard Bettina
        Birgit Björn Bogdan Brandon Brenda Brian Brigitte Britta Bruno Camille Carina Carl Carla Carlos Carmen Carol
        Carolin Caroline Carsten Catalina Catarina Caterina Catherine Cathy Chantal Charles Chloe Chloé Christa
        Christian Christiane Christina Christine Christoph Christophe Christopher Claire Clara Claudia Claus Clemens
        Clément Conor Cornelia Craig Cristian Cristina Cynthia Cécile Dagmar Damien Daniel Daniela Danielle David
        Deborah Denis Denise Dennis Derek Detlef Diana Diego Dieter Dietmar Dimitri Dirk Dmitri Dolores Dominik
        Donald Donna Doris Dorothea Douglas Dylan Eberhard Edgar Edith Eduardo Edward Edwin Eileen Eleanor Elena
        Elias Elisa Elisabeth Elise Elizabeth Elke Ella Ellen Emanuel Emil Emilia Emily Emma Emmanuel Enrico Enrique
        Erich Erik Erika Ernst Esther Ethan Eugen Eva Evelyn Fabian Fabien Fabrice Fatima Fatma Federico Felicitas
        Felix Ferdinand Fernanda Fernando Filip Filippo Fiona Florian Francesca Francesco Francine Francis Francisco
        Franco Franziska François Françoise Frauke Fred Frederic Frederik Frieda Friedrich Frédéric Gabriel Gabriela
        Gabriele Gareth Gary Geoffrey Georg George Georges Gerald Gerard Gerd Gerhard Gertrud Giovanni Gisela Giulia
        Giuseppe Gordon Graham Gregor Gregory Gretchen Guido Guillaume Guillermo Gunnar Gustavo Gérard Günter
        Günther Hanna Hannah Hannelore Hans Harald Harold Harry Hartmut Hassan Heidi Heike Heiko Heinrich Heinz
        Helen Helena Helene Helga Helmut Henrik Henry Herbert Hermann Hiroshi Holger Horst Howard Hubert Hugo Hélène
        Ian Ibrahim Ines Inga Inge Ingeborg Ingo Ingrid Irene Irina Iris Isaac Isabel Isabella Isabelle Ivan Jack
        Jacob Jacqueline Jacques Jaime Jakob James Jan Jana Jane Janet Janina Jasmin Jason Javier Jean Jeffrey
        Jennifer Jens Jeremy Jerzy Jessica Jesús Joachim Joan Joana Joaquín Jochen Joel Johann Johanna Johannes John
        Jonas Jonathan Jorge Josef Joseph Joshua José Joyce João Juan Juana Judith Julia Julian Juliane Julie Julien
        Julius Jutta Jérôme Jörg Jürgen Kai Karen Karim Karin Karina Karl Karla Karsten Katarina Katarzyna Kate
        Katharina Katherine Kathleen Kathrin Kathryn Katja Katrin Keith Kelly Kenneth Kerstin Kevin Khalid Kirsten
        Klaus Konrad Konstantin Kristin Kristina Krzysztof Kurt Kyle Lara Larry Lars Laura Lauren Laurence Laurent
        Lea Leah Lena Leon Leonard Leonardo Leonie Leticia Liam Lina Linda Lisa Lothar Louis Louise Luca Lucas Lucia
        Lucie Lucy Lucía Ludwig Luigi Luis Luisa Lukas Lutz Lydia Léa Madeleine Magdalena Maike Maja Manfred Manuel
        Manuela Marc Marcel Marcela Marcello Marcin Marco Marcos Marcus Maren Margaret Margarita Margit Margot Maria
        Mariana Marianne Marie Marina Mario Marion Marius Marko Markus Marlene Marta Martha Martin Martina Martine
        Mary María Mateo Mathias Mathieu Mathilde Matteo Matthew Matthias Maureen Maurice Max Maximilian Małgorzata
        Megan Mehmet Meike Melanie Melissa Mercedes Meredith Michael Michaela Michal Michel Michele Michelle Michèle
        Miguel Mike Milena Miriam Mirko Mohamed Mohammed Monica Monika Monique Moritz Mustafa Nadia Nadine Nancy
        Naomi Natalia Natalie Nathalie Nathan Neil Nicholas Nicola Nicolas Nicole Niklas Nikolai Nikolaus Nina Noah
        Nora Norbert Noémie Olaf Oleg Olga Oliver Olivia Olivier Omar Oscar Oskar Otto Pablo Pamela Paola Paolo
        Pascal Patricia Patrick Patrizia Paul Paula Pauline Pavel Pedro Peter Petra Philip Philipp Philippe Phillip
        Pierre Pilar Piotr Priya Rachel Rafael Rahul Raimund Rainer Raj Ralf Ralph Ramón Raquel Raymond Raúl Rebecca
        Regina Reinhard Renate Renaud René Ricardo Riccardo Richard Rita Robert Roberta Roberto Rodrigo Roger Roland
        Rolf Roman Ronald Rosa Rosemarie Rosemary Roxana Rudolf Russell Ruth Ryan Sabine Sabrina Salvador Salvatore
        Samantha Samuel Sandra Sara Sarah Sascha Scott Sean Sebastian Serge Sergio Shannon Sharon Sheila Shirley
        Siegfried Sigrid Silke Silvia Simon Simone Sofia Sofía Sonia Sonja Sophia Sophie Stefan Stefanie Stephan
        Stephanie Stephen Steven Stuart Stéphane Sunita Susan Susanne Suzanne Sven Svenja Svetlana Sylvia Sylvie
        Sébastien Tamara Tania Tanja Tatjana Teresa Tereza Terry Theodor Theresa Thierry Thilo Thomas Thorsten
        Thérèse Tiffany Till Tim Timo Timothy Tina Tobias Tom Tomasz Tomás Torsten Tracy Udo Ulf Ulrich Ulrike
        Ursula Ute Uwe Valentin Valentina Valerie Vanessa Vera Verena Veronika Verónica Victor Viktor Viktoria
        Vincent Virginie Vladimir Volker Walter Waltraud Wendy Werner Wilfried Wilhelm William Wolfgang Xavier
        Yannick Yasmin Yolanda Yusuf Yves Yvette Yvonne Zoe Étienne
        """
}
