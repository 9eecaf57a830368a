-- Which days an endpoint was read for: of years they are thousands of rows, of which one endpoint has a twelfth.
create index collected_day_endpoint on collected_day (endpoint, day);
