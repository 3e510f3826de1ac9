/* A tally of a JUnit, Cobertura or JaCoCo report with libxml2's SAX2 interface: the peer of `assay inspect`.
 *
 * build: cc -O2 libxml2_sax.c -o libxml2_sax $(xml2-config --cflags --libs)
 * usage: libxml2_sax FILE    reads the file in chunks of 64 KiB, prints the counts and the sum of times
 *
 * It only counts: cases by their results, lines by their hits or instructions. It unites nothing and keeps nothing.
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tally {
    long total, failed, errors, skipped, lines, covered;
    double seconds;
};

/* The number in an attribute; 0 where the tag has none of that name. */
static double number(const char *name, int count, const xmlChar **attributes) {
    for (int index = 0; index < count; index++) {
        const xmlChar **attribute = attributes + index * 5;
        if (!strcmp((const char *)attribute[0], name)) {
            char value[64];
            size_t length = (size_t)(attribute[4] - attribute[3]);
            if (length >= sizeof value)
                return 0;
            memcpy(value, attribute[3], length);
            value[length] = 0;
            return strtod(value, NULL);
        }
    }
    return 0;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **bindings, int count, int defaulted, const xmlChar **attributes) {
    struct tally *tally = context;
    (void)prefix, (void)uri, (void)namespaces, (void)bindings, (void)defaulted;
    if (!strcmp((const char *)name, "testcase")) {
        tally->total++;
        tally->seconds += number("time", count, attributes);
    } else if (!strcmp((const char *)name, "line")) {
        tally->lines++;
        if (number("hits", count, attributes) > 0 || number("ci", count, attributes) > 0)
            tally->covered++;
    } else if (!strcmp((const char *)name, "failure")) {
        tally->failed++;
    } else if (!strcmp((const char *)name, "error")) {
        tally->errors++;
    } else if (!strcmp((const char *)name, "skipped")) {
        tally->skipped++;
    }
}

static char buffer[1 << 16];

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: libxml2_sax FILE\n");
        return 2;
    }
    int file = open(arguments[1], O_RDONLY);
    if (file < 0) {
        perror(arguments[1]);
        return 1;
    }
    struct tally tally = {0};
    xmlSAXHandler handler = {0};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &tally, NULL, 0, arguments[1]);
    xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NONET);
    ssize_t got;
    while ((got = read(file, buffer, sizeof buffer)) > 0)
        xmlParseChunk(parser, buffer, (int)got, 0);
    xmlParseChunk(parser, buffer, 0, 1);
    if (!parser->wellFormed) {
        fprintf(stderr, "not well-formed\n");
        return 1;
    }
    xmlFreeParserCtxt(parser);
    printf("total %ld failed %ld errors %ld skipped %ld seconds %.3f lines %ld covered %ld\n", tally.total, tally.failed,
           tally.errors, tally.skipped, tally.seconds, tally.lines, tally.covered);
    return 0;
}
