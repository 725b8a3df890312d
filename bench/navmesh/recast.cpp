// Builds a navigation mesh of an .obj file with librecast, in one piece ("solo"), and says how long that took and what it came to.
// usage: recast FILE.obj CELL_SIZE CELL_HEIGHT RADIUS HEIGHT CLIMB SLOPE ROUNDS DUMP
// Writes into DUMP: a line "s X Z FLOOR" for each place where an agent's middle can be, and a line "p N x y z ..." for each polygon.
// Prints one line of JSON. Build: g++ -O2 -I/usr/include/recastnavigation recast.cpp -lRecast -o recast
#include <Recast.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

struct Mesh
{
    std::vector<float> positions;
    std::vector<int> indices;
};

struct Built
{
    rcCompactHeightfield* field;
    rcPolyMesh* polygons;
    double milliseconds;
};

static Mesh read(const char* path)
{
    Mesh mesh;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line))
    {
        std::istringstream words(line);
        std::string word;
        words >> word;
        if (word == "v")
        {
            float x, y, z;
            words >> x >> y >> z;
            mesh.positions.insert(mesh.positions.end(), {x, y, z});
        }
        else if (word == "f")
        {
            std::vector<int> corners;
            while (words >> word) corners.push_back(std::atoi(word.c_str()) - 1);
            for (size_t i = 2; i < corners.size(); i++) mesh.indices.insert(mesh.indices.end(), {corners[0], corners[i - 1], corners[i]});
        }
    }

    return mesh;
}

static Built build(const Mesh& mesh, const rcConfig& config)
{
    rcContext context(false);
    auto start = std::chrono::steady_clock::now();
    auto triangles = (int)mesh.indices.size() / 3;
    std::vector<unsigned char> areas(triangles, 0);
    auto* solid = rcAllocHeightfield();
    rcCreateHeightfield(&context, *solid, config.width, config.height, config.bmin, config.bmax, config.cs, config.ch);
    rcMarkWalkableTriangles(&context, config.walkableSlopeAngle, mesh.positions.data(), (int)mesh.positions.size() / 3, mesh.indices.data(), triangles, areas.data());
    rcRasterizeTriangles(&context, mesh.positions.data(), (int)mesh.positions.size() / 3, mesh.indices.data(), areas.data(), triangles, *solid, config.walkableClimb);
    rcFilterLowHangingWalkableObstacles(&context, config.walkableClimb, *solid);
    rcFilterLedgeSpans(&context, config.walkableHeight, config.walkableClimb, *solid);
    rcFilterWalkableLowHeightSpans(&context, config.walkableHeight, *solid);
    auto* field = rcAllocCompactHeightfield();
    rcBuildCompactHeightfield(&context, config.walkableHeight, config.walkableClimb, *solid, *field);
    rcFreeHeightField(solid);
    rcErodeWalkableArea(&context, config.walkableRadius, *field);
    rcBuildDistanceField(&context, *field);
    rcBuildRegions(&context, *field, 0, config.minRegionArea, config.mergeRegionArea);
    auto* contours = rcAllocContourSet();
    rcBuildContours(&context, *field, config.maxSimplificationError, config.maxEdgeLen, *contours);
    auto* polygons = rcAllocPolyMesh();
    rcBuildPolyMesh(&context, *contours, config.maxVertsPerPoly, *polygons);
    rcFreeContourSet(contours);
    std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return {field, polygons, taken.count()};
}

static void dump(const char* path, const Built& built)
{
    auto* file = std::fopen(path, "w");
    auto& field = *built.field;
    for (int z = 0; z < field.height; z++)
    {
        for (int x = 0; x < field.width; x++)
        {
            auto& cell = field.cells[x + z * field.width];
            for (unsigned i = cell.index; i < cell.index + cell.count; i++)
            {
                if (field.areas[i] != RC_NULL_AREA) std::fprintf(file, "s %d %d %d\n", x, z, field.spans[i].y);
            }
        }
    }

    auto& mesh = *built.polygons;
    for (int i = 0; i < mesh.npolys; i++)
    {
        const auto* polygon = &mesh.polys[i * mesh.nvp * 2];
        int count = 0;
        while (count < mesh.nvp && polygon[count] != RC_MESH_NULL_IDX) count++;
        std::fprintf(file, "p %d", count);
        for (int j = 0; j < count; j++)
        {
            const auto* vertex = &mesh.verts[polygon[j] * 3];
            std::fprintf(file, " %d %d %d", vertex[0], vertex[1], vertex[2]);
        }

        std::fprintf(file, "\n");
    }

    std::fclose(file);
}

int main(int count, char** words)
{
    if (count != 10) return 2;
    auto mesh = read(words[1]);
    auto number = [&](int i) { return (float)std::atof(words[i]); };
    rcConfig config;
    std::memset(&config, 0, sizeof config);
    config.cs = number(2);
    config.ch = number(3);
    config.walkableRadius = (int)std::ceil(number(4) / config.cs);
    config.walkableHeight = (int)std::ceil(number(5) / config.ch);
    config.walkableClimb = (int)std::floor(number(6) / config.ch);
    config.walkableSlopeAngle = number(7);
    config.maxEdgeLen = (int)(12 / config.cs);
    config.maxSimplificationError = 1.3f;
    config.minRegionArea = 8 * 8;
    config.mergeRegionArea = 20 * 20;
    config.maxVertsPerPoly = 6;
    rcCalcBounds(mesh.positions.data(), (int)mesh.positions.size() / 3, config.bmin, config.bmax);
    rcCalcGridSize(config.bmin, config.bmax, config.cs, &config.width, &config.height);

    std::vector<double> times;
    auto rounds = std::atoi(words[8]);
    int polygons = 0;
    for (int i = 0; i < rounds; i++)
    {
        auto built = build(mesh, config);
        times.push_back(built.milliseconds);
        polygons = built.polygons->npolys;
        if (i + 1 == rounds) dump(words[9], built);
        rcFreeCompactHeightfield(built.field);
        rcFreePolyMesh(built.polygons);
    }

    std::sort(times.begin(), times.end());
    std::printf("{\"median_ms\": %.3f, \"least_ms\": %.3f, \"polygons\": %d, \"width\": %d, \"depth\": %d}\n", times[times.size() / 2], times[0], polygons, config.width, config.height);
    return 0;
}
