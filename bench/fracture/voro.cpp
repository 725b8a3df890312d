// Voronoi cells of random sites in a box by voro++ (Rycroft 2009), one thread: p2c2r bench fracture compiles and runs this.
// usage: voro SITES-FILE ROUNDS MODE     lines of x y z in [0, 1); MODE is volumes or faces
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>
#include <voro++/voro++.hh>

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    std::vector<double> p;
    FILE *file = fopen(argv[1], "r");
    if (!file) return 3;
    double x, y, z;
    while (fscanf(file, "%lf %lf %lf", &x, &y, &z) == 3) p.insert(p.end(), {x, y, z});
    fclose(file);
    const size_t count = p.size() / 3;
    const bool faces = !strcmp(argv[3], "faces");
    double best = 1e300, volume = 0;
    long found = 0;
    for (int round = 0; round < atoi(argv[2]); round++) {
        const auto start = std::chrono::steady_clock::now();
        voro::pre_container pre(0, 1, 0, 1, 0, 1, false, false, false);
        for (size_t i = 0; i < count; i++) pre.put((int)i, p[3 * i], p[3 * i + 1], p[3 * i + 2]);
        int nx, ny, nz;
        pre.guess_optimal(nx, ny, nz);
        voro::container container(0, 1, 0, 1, 0, 1, nx, ny, nz, false, false, false, 8);
        pre.setup(container);
        voro::c_loop_all loop(container);
        volume = 0;
        found = 0;
        std::vector<int> neighbours, vertices;
        if (faces) {
            voro::voronoicell_neighbor cell;
            if (loop.start()) do if (container.compute_cell(cell, loop)) {
                volume += cell.volume();
                cell.neighbors(neighbours);
                cell.face_vertices(vertices);
                found += (long)neighbours.size();
            } while (loop.inc());
        } else {
            voro::voronoicell cell;
            if (loop.start()) do if (container.compute_cell(cell, loop)) volume += cell.volume();
            while (loop.inc());
        }
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (seconds < best) best = seconds;
    }
    printf("{\"seconds\": %.6f, \"volume\": %.15g, \"faces\": %ld}\n", best, volume, found);
}
