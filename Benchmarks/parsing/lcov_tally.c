/* A tally of an LCOV tracefile, line by line with getline: the plainest reader that there can be.
 *
 * build: cc -O2 lcov_tally.c -o lcov_tally
 * usage: lcov_tally FILE    prints lines, covered lines, branches, taken branches and functions
 *
 * It only counts what it reads: it unites no records of one file and checks nothing.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: lcov_tally FILE\n");
        return 2;
    }
    FILE *file = fopen(arguments[1], "r");
    if (!file) {
        perror(arguments[1]);
        return 1;
    }
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    long lines = 0, covered = 0, branches = 0, taken = 0, functions = 0;
    while ((length = getline(&line, &capacity, file)) > 0) {
        if (!strncmp(line, "DA:", 3)) {
            char *comma = strchr(line, ',');
            lines++;
            if (comma && strtol(comma + 1, NULL, 10) > 0)
                covered++;
        } else if (!strncmp(line, "BRDA:", 5)) {
            char *comma = strrchr(line, ',');
            branches++;
            if (comma && comma[1] != '-' && strtol(comma + 1, NULL, 10) > 0)
                taken++;
        } else if (!strncmp(line, "FN:", 3)) {
            functions++;
        }
    }
    printf("lines %ld covered %ld branches %ld taken %ld functions %ld\n", lines, covered, branches, taken, functions);
    return 0;
}
