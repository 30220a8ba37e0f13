"""The peers' own best layout: good rows of both flows, sorted by the key, as Parquet.

python sorted.py INPUT CODES_DIR OUT MEMORY_GIB FOLDER_FOR_SPILLING
"""

import sys

import duckdb

source, codes, out, memory, spill = sys.argv[1:]
con = duckdb.connect(config={"memory_limit": f"{memory}GiB", "temp_directory": spill})
con.execute(f"create temp table areas as select code::integer as code from read_csv('{codes}/areas.csv')")
con.execute(
    "create temp table commodities as select code from "
    f"read_csv('{codes}/commodities.csv', types = {{'code': 'VARCHAR'}})"
)
con.execute(f"""
copy (
  select * from read_parquet('{source}')
  where flowCode in ('X', 'M')
    and reporterCode in (select code from areas) and partnerCode in (select code from areas)
    and reporterCode <> partnerCode and cmdCode in (select code from commodities)
    and refMonth between 1 and 12 and refYear between 1988 and 2035 and period = refYear * 100 + refMonth
    and primaryValue >= 0 and (netWgt is null or netWgt >= 0)
  order by case when flowCode = 'X' then reporterCode else partnerCode end,
           case when flowCode = 'X' then partnerCode else reporterCode end, cmdCode, period
) to '{out}' (format parquet, compression zstd, compression_level 1)
""")
