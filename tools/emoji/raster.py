"""Still pictures: the shapes of a Picture as RGBA pixels, smoothed by coverage."""
import math

from shapes import SIZE

ROWS = 5          # scan lines per pixel row
FLATNESS = 8      # straight pieces per Bézier


def flattened(curve, scale):
    points, at = [curve.start], curve.start
    for a, b, end in curve.pieces:
        steps = 1 if a == at and b == end else FLATNESS
        for i in range(1, steps + 1):
            t = i / steps
            u = 1 - t
            points.append(tuple(u * u * u * at[k] + 3 * u * u * t * a[k] + 3 * u * t * t * b[k] + t * t * t * end[k]
                                for k in (0, 1)))
        at = end
    return [(x * scale, y * scale) for x, y in points]


def outline_of_stroke(points, closed, width):
    """Polygons, all turning the same way, whose union is the stroke with round ends and joins."""
    polygons, half = [], width / 2
    ring = points + points[:1] if closed else points
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        length = math.hypot(x1 - x0, y1 - y0)
        if length > 1e-9:
            nx, ny = -(y1 - y0) / length * half, (x1 - x0) / length * half
            polygons.append([(x0 + nx, y0 + ny), (x0 - nx, y0 - ny), (x1 - nx, y1 - ny), (x1 + nx, y1 + ny)])
    for x, y in points:
        polygons.append([(x + half * math.cos(math.tau * i / 16), y + half * math.sin(math.tau * i / 16))
                         for i in range(16)])
    return polygons


def coverage(polygons, pixels):
    """How much of each pixel is inside (non-zero winding), 0 to 1, in rows."""
    edges = []
    for polygon in polygons:
        for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1]):
            if y0 != y1:
                edges.append((min(y0, y1), max(y0, y1), x0, y0, (x1 - x0) / (y1 - y0), 1 if y1 > y0 else -1))
    rows = [[0.0] * (pixels + 1) for _ in range(pixels)]
    for line in range(pixels * ROWS):
        y = (line + 0.5) / ROWS
        crossings = sorted((x0 + (y - y0) * slope, turn) for low, high, x0, y0, slope,
            turn in edges if low <= y < high)
        winding, row = 0, rows[line // ROWS]
        for (x, turn), following in zip(crossings, crossings[1:]):
            winding += turn
            if winding:
                add_span(row, max(x, 0), min(following[0], pixels), 1 / ROWS)
    return rows


def add_span(row, left, right, weight):
    if right <= left:
        return
    first, last = int(left), int(right)
    if first == last:
        row[first] += (right - left) * weight
        return
    row[first] += (first + 1 - left) * weight
    for x in range(first + 1, last):
        row[x] += weight
    row[last] += (right - last) * weight


def drawn(parts, pixels):
    """[(r, g, b, a)] of pixels * pixels, colours not multiplied by alpha."""
    canvas = [(0.0, 0.0, 0.0, 0.0)] * (pixels * pixels)   # multiplied by alpha
    scale = pixels / SIZE
    for shape in (shape for part in parts for shape in part.shapes):
        chains = [(flattened(c, scale), c.closed) for c in shape.curves]
        if shape.fill:
            paint(canvas, coverage([points for points, _ in chains], pixels), shape.fill, shape.opacity, pixels)
        if shape.stroke:
            polygons = [p for points, closed in chains for p in outline_of_stroke(points, closed,
                shape.width * scale)]
            paint(canvas, coverage(polygons, pixels), shape.stroke, shape.opacity, pixels)
    return [clear_pixel(*pixel) for pixel in canvas]


def paint(canvas, rows, color, opacity, pixels):
    rgb = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    for y, row in enumerate(rows):
        for x in range(pixels):
            alpha = min(row[x], 1.0) * opacity
            if alpha > 0.001:
                at = y * pixels + x
                under = canvas[at]
                canvas[at] = tuple(c * alpha + u * (1 - alpha) for c, u in zip((*rgb, 1.0), under))


def clear_pixel(r, g, b, a):
    if a < 0.03:
        return (0, 0, 0, 0)
    return tuple(min(255, int(c / a * 255 + 0.5)) for c in (r, g, b)) + (min(255, int(a * 255 + 0.5)),)
