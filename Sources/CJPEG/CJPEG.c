#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// More passes over an image are only found in files made to take long.
enum { SCAN_LIMIT = 100 };

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf leave;
    char *message;
    CJPEGResult result;
} ErrorManager;

static void fail(j_common_ptr info) {
    ErrorManager *errors = (ErrorManager *)info->err;
    char text[JMSG_LENGTH_MAX];
    errors->base.format_message(info, text);
    snprintf(errors->message, CJPEG_MESSAGE_SIZE, "%s", text);
    int code = errors->base.msg_code;
    errors->result = code == JWRN_JPEG_EOF || code == JERR_INPUT_EOF || code == JWRN_HIT_MARKER || code == JERR_INPUT_EMPTY
                         ? CJPEG_TRUNCATED
                         : CJPEG_MALFORMED;
    longjmp(errors->leave, 1);
}

// libjpeg would go on after damage with grey in place of what is missing, which would be read as ink.
static void warn(j_common_ptr info, int level) {
    if (level >= 0) return;
    int code = info->err->msg_code;
    // Cameras leave stray bytes and odd versions; nothing is lost by them.
    if (code == JWRN_EXTRANEOUS_DATA || code == JWRN_JFIF_MAJOR || code == JWRN_ADOBE_XFORM) return;
    fail(info);
}

static void quiet(j_common_ptr info) { (void)info; }

static void watch(j_common_ptr info) {
    if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > SCAN_LIMIT) {
        info->err->msg_code = JERR_BAD_PROGRESSION;
        snprintf(((ErrorManager *)info->err)->message, CJPEG_MESSAGE_SIZE, "it has more than %d scans", SCAN_LIMIT);
        ((ErrorManager *)info->err)->result = CJPEG_MALFORMED;
        longjmp(((ErrorManager *)info->err)->leave, 1);
    }
}

static void prepare(ErrorManager *errors, char *message) {
    memset(errors, 0, sizeof *errors);
    jpeg_std_error(&errors->base);
    errors->base.error_exit = fail;
    errors->base.emit_message = warn;
    errors->base.output_message = quiet;
    errors->message = message;
    message[0] = 0;
}

CJPEGResult cjpeg_size(const uint8_t *bytes, size_t count, int *width, int *height, char *message) {
    ErrorManager errors;
    struct jpeg_decompress_struct info;
    memset(&info, 0, sizeof info);
    prepare(&errors, message);
    info.err = &errors.base;
    if (setjmp(errors.leave)) {
        jpeg_destroy_decompress(&info);
        return errors.result;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    *width = (int)info.image_width;
    *height = (int)info.image_height;
    jpeg_destroy_decompress(&info);
    return CJPEG_OK;
}

int cjpeg_shrunk(int side, int denominator) { return (side + denominator - 1) / denominator; }

// Adobe's CMYK is stored inverted: 255 is no ink.
static void grey_from_cmyk(const uint8_t *cmyk, uint8_t *grey, size_t width, int is_inverted) {
    for (size_t x = 0; x < width; x++, cmyk += 4) {
        int c = cmyk[0], m = cmyk[1], y = cmyk[2], k = cmyk[3];
        if (!is_inverted) { c = 255 - c; m = 255 - m; y = 255 - y; k = 255 - k; }
        grey[x] = (uint8_t)((77 * c + 150 * m + 29 * y) / 256 * k / 255);
    }
}

CJPEGResult cjpeg_decode(const uint8_t *bytes, size_t count, int denominator, size_t memory, uint8_t *pixels,
                         size_t capacity, char *message) {
    ErrorManager errors;
    struct jpeg_decompress_struct info;
    struct jpeg_progress_mgr progress;
    memset(&info, 0, sizeof info);
    memset(&progress, 0, sizeof progress);
    progress.progress_monitor = watch;
    prepare(&errors, message);
    info.err = &errors.base;
    if (setjmp(errors.leave)) {
        jpeg_destroy_decompress(&info);
        return errors.result;
    }
    jpeg_create_decompress(&info);
    info.progress = &progress;
    info.mem->max_memory_to_use = (long)memory;
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    int is_cmyk = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = is_cmyk ? JCS_CMYK : JCS_GRAYSCALE;
    info.scale_num = 1;
    info.scale_denom = (unsigned)denominator;
    jpeg_start_decompress(&info);
    size_t width = info.output_width;
    if (width * info.output_height != capacity) {
        snprintf(message, CJPEG_MESSAGE_SIZE, "its size changes within the file");
        jpeg_destroy_decompress(&info);
        return CJPEG_MALFORMED;
    }
    // libjpeg's own memory: it is freed with the rest when an error jumps out.
    JSAMPARRAY line = is_cmyk ? info.mem->alloc_sarray((j_common_ptr)&info, JPOOL_IMAGE, (JDIMENSION)(width * 4), 1) : NULL;
    while (info.output_scanline < info.output_height) {
        uint8_t *row = pixels + (size_t)info.output_scanline * width;
        if (is_cmyk) {
            jpeg_read_scanlines(&info, line, 1);
            grey_from_cmyk(line[0], row, width, info.saw_Adobe_marker);
        } else {
            jpeg_read_scanlines(&info, &row, 1);
        }
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return CJPEG_OK;
}
